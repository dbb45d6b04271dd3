package io.weft.proxy.control;

import io.weft.core.Authority;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Finds the addresses of a control-plane service. May block. */
@FunctionalInterface
interface HostLookup {
    /**
     * Every address.
     *
     * @return not empty
     */
    List<InetSocketAddress> lookup(Authority name) throws UnknownHostException;

    /**
     * The hosts file first, read anew, then DNS. A name with a trailing dot is absolute: the hosts file knows it without the
     * dot, which the system's own resolver would not find there, and DNS is asked with the dot, so that no search domain is
     * tried.
     */
    static HostLookup system() {
        return name -> addresses(name.host()).stream()
                .map(address -> new InetSocketAddress(address, name.port()))
                .toList();
    }

    private static List<InetAddress> addresses(String host) throws UnknownHostException {
        if (host.equals("localhost.")) {
            return List.of(InetAddress.ofLiteral("127.0.0.1"));
        }
        List<InetAddress> listed = HostsFile.addresses(host);
        return listed.isEmpty() ? Arrays.asList(InetAddress.getAllByName(host)) : listed;
    }
}
