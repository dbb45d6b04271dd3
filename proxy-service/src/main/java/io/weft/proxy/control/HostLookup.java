package io.weft.proxy.control;

import io.netty.resolver.HostsFileEntriesProvider;
import io.weft.core.Authority;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

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
        List<InetAddress> listed = hostsFile(host);
        return listed.isEmpty() ? Arrays.asList(InetAddress.getAllByName(host)) : listed;
    }

    private static List<InetAddress> hostsFile(String host) {
        String key = (host.endsWith(".") ? host.substring(0, host.length() - 1) : host).toLowerCase(Locale.ROOT);
        HostsFileEntriesProvider hosts = HostsFileEntriesProvider.parser().parseSilently();
        return Stream.of(hosts.ipv4Entries(), hosts.ipv6Entries())
                .map((Map<String, List<InetAddress>> entries) -> entries.getOrDefault(key, List.of()))
                .flatMap(List::stream)
                .toList();
    }
}
