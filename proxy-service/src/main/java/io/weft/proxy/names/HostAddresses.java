package io.weft.proxy.names;

import java.net.InetAddress;
import java.util.List;

/**
 * What is known of a host.
 *
 * @param addresses empty while none is known
 * @param trouble why none is; empty while one is
 */
public record HostAddresses(List<InetAddress> addresses, String trouble) {
    public HostAddresses {
        addresses = List.copyOf(addresses);
    }

    /** At least one. */
    public static HostAddresses of(List<InetAddress> addresses) {
        return new HostAddresses(addresses, "");
    }

    static HostAddresses none(String trouble) {
        return new HostAddresses(List.of(), trouble);
    }
}
