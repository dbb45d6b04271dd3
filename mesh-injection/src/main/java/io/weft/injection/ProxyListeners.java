package io.weft.injection;

import java.util.List;

/** Where a sidecar listens: also for IPv6, where its workload has it. Pure. */
public final class ProxyListeners {
    private ProxyListeners() {}

    /** All addresses of a workload that has these. */
    public static String onAll(List<String> podIps, int port) {
        return onAll(podIps.stream().anyMatch(ip -> ip.contains(":")), port);
    }

    /** A socket of IPv6 takes connections of IPv4 as well. */
    static String onAll(boolean ipv6, int port) {
        return (ipv6 ? "[::]:" : "0.0.0.0:") + port;
    }

    /** Loopback, where the redirect rules of each family lead. */
    static String onLoopback(boolean ipv6, int port) {
        return "127.0.0.1:" + port + (ipv6 ? ",[::1]:" + port : "");
    }
}
