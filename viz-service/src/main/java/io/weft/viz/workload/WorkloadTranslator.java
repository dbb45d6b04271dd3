package io.weft.viz.workload;

import io.weft.api.net.IPAddress;
import io.weft.api.net.TcpAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;

/** Messages of the Workloads API to our words. Pure. */
final class WorkloadTranslator {
    private WorkloadTranslator() {}

    static Workload workload(io.weft.api.mesh.Workload message) {
        return new Workload(
                key(message.getId()),
                message.getOwnerKind().toLowerCase(Locale.ROOT),
                message.getOwnerName(),
                message.getServiceAccount(),
                message.getIdentity(),
                message.hasAdmin() ? address(message.getAdmin()) : Optional.empty(),
                message.hasTap() ? address(message.getTap()) : Optional.empty(),
                message.getReady(),
                message.getMeshed(),
                message.getLabelsMap());
    }

    static WorkloadKey key(io.weft.api.mesh.WorkloadId id) {
        return new WorkloadKey(id.getNamespace(), id.getKind(), id.getName());
    }

    private static Optional<InetSocketAddress> address(TcpAddress message) {
        boolean usable = message.getPort() > 0 && message.getPort() <= 65_535;
        return usable ? ip(message.getIp()).map(ip -> new InetSocketAddress(ip, message.getPort())) : Optional.empty();
    }

    private static Optional<InetAddress> ip(IPAddress message) {
        return switch (message.getIpCase()) {
            case IPV4 -> ip(ByteBuffer.allocate(4).putInt(message.getIpv4()).array());
            case IPV6 ->
                ip(ByteBuffer.allocate(16)
                        .putLong(message.getIpv6().getFirst())
                        .putLong(message.getIpv6().getLast())
                        .array());
            case IP_NOT_SET -> Optional.empty();
        };
    }

    /** Addresses nobody can be reached at are none. */
    private static Optional<InetAddress> ip(byte[] octets) {
        try {
            InetAddress ip = InetAddress.getByAddress(octets);
            return ip.isAnyLocalAddress() || ip.isMulticastAddress() ? Optional.empty() : Optional.of(ip);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + octets.length + " octets", e);
        }
    }
}
