package io.weft.proxy.control;

import io.weft.api.net.IPAddress;
import io.weft.api.net.IPNetwork;
import io.weft.api.net.IPv6;
import io.weft.api.net.TcpAddress;
import io.weft.core.Network;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Addresses on the wire and ours.
 *
 * @see "wire-api, 1: net"
 */
public final class AddressTranslator {
    private static final int PORT_MASK = 0xffff;
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;

    private AddressTranslator() {}

    /** Empty if the message holds none. */
    public static Optional<InetAddress> address(IPAddress message) {
        return switch (message.getIpCase()) {
            case IPV4 -> {
                byte[] bytes = new byte[IPV4_BYTES];
                ByteBuffer.wrap(bytes).putInt(message.getIpv4());
                yield Optional.of(of(bytes));
            }
            case IPV6 -> {
                byte[] bytes = new byte[IPV6_BYTES];
                ByteBuffer.wrap(bytes)
                        .putLong(message.getIpv6().getFirst())
                        .putLong(message.getIpv6().getLast());
                yield Optional.of(of(bytes));
            }
            case IP_NOT_SET -> Optional.empty();
        };
    }

    /** Empty without an address; of the port only 16 bits count. */
    public static Optional<InetSocketAddress> socket(TcpAddress message) {
        return address(message.getIp()).map(ip -> new InetSocketAddress(ip, message.getPort() & PORT_MASK));
    }

    /**
     * A range of addresses.
     *
     * @throws IllegalArgumentException without an address, or where the prefix does not fit it
     */
    public static Network network(IPNetwork message) {
        InetAddress address =
                address(message.getIp()).orElseThrow(() -> new IllegalArgumentException("a network without address"));
        return new Network(address, message.getPrefixLen());
    }

    /** A resolved address as it is sent. */
    public static TcpAddress message(InetSocketAddress socket) {
        ByteBuffer bytes = ByteBuffer.wrap(socket.getAddress().getAddress());
        IPAddress.Builder ip = IPAddress.newBuilder();
        if (bytes.remaining() == IPV4_BYTES) {
            ip.setIpv4(bytes.getInt());
        } else {
            ip.setIpv6(IPv6.newBuilder().setFirst(bytes.getLong()).setLast(bytes.getLong()));
        }
        return TcpAddress.newBuilder().setIp(ip).setPort(socket.getPort()).build();
    }

    private static InetAddress of(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
