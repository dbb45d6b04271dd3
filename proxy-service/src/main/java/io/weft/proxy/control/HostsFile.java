package io.weft.proxy.control;

import io.netty.resolver.HostsFileEntriesProvider;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The system's hosts file, read anew each time. Blocks. */
public final class HostsFile {
    private HostsFile() {}

    /** What it says of {@code host}, with or without a dot at its end; IPv4 first. Empty if it says nothing. */
    public static List<InetAddress> addresses(String host) {
        String key = (host.endsWith(".") ? host.substring(0, host.length() - 1) : host).toLowerCase(Locale.ROOT);
        HostsFileEntriesProvider hosts = HostsFileEntriesProvider.parser().parseSilently();
        return Stream.of(hosts.ipv4Entries(), hosts.ipv6Entries())
                .map((Map<String, List<InetAddress>> entries) -> entries.getOrDefault(key, List.of()))
                .flatMap(List::stream)
                .toList();
    }
}
