package io.weft.destination.grpc;

import io.weft.api.net.IPAddress;
import io.weft.api.net.IPNetwork;
import io.weft.api.net.IPv6;
import io.weft.api.net.TcpAddress;
import io.weft.core.Network;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;

/** Addresses and networks, both ways. An IPv4 address is one big-endian number. Pure. */
final class NetTranslator {
    private static final int MAX_PORT = 65_535;

    private NetTranslator() {}

    static IPAddress toMessage(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return bytes.remaining() == Integer.BYTES
                ? IPAddress.newBuilder().setIpv4(bytes.getInt()).build()
                : IPAddress.newBuilder()
                        .setIpv6(IPv6.newBuilder().setFirst(bytes.getLong()).setLast(bytes.getLong()))
                        .build();
    }

    static TcpAddress toMessage(InetSocketAddress address) {
        InetAddress ip = Objects.requireNonNull(address.getAddress(), "resolved address");
        return TcpAddress.newBuilder()
                .setIp(toMessage(ip))
                .setPort(address.getPort())
                .build();
    }

    static IPNetwork toMessage(Network network) {
        return IPNetwork.newBuilder()
                .setIp(toMessage(network.address()))
                .setPrefixLen(network.prefixLength())
                .build();
    }

    /** Empty without an IP, and for a port that is 0 or above 65535 (also when it reads as negative). */
    static Optional<InetSocketAddress> toAddress(TcpAddress message) {
        int port = message.getPort();
        return port < 1 || port > MAX_PORT
                ? Optional.empty()
                : toAddress(message.getIp()).map(ip -> new InetSocketAddress(ip, port));
    }

    private static Optional<InetAddress> toAddress(IPAddress message) {
        return switch (message.getIpCase()) {
            case IPV4 ->
                Optional.of(address(ByteBuffer.allocate(Integer.BYTES)
                        .putInt(message.getIpv4())
                        .array()));
            case IPV6 ->
                Optional.of(address(ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(message.getIpv6().getFirst())
                        .putLong(message.getIpv6().getLast())
                        .array()));
            case IP_NOT_SET -> Optional.empty();
        };
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("4 or 16 bytes are an address", impossible);
        }
    }
}
