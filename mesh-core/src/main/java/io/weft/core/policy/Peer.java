package io.weft.core.policy;

import io.weft.core.WorkloadIdentity;
import java.net.InetAddress;
import java.util.Optional;

/**
 * What is known of a client when it is judged.
 *
 * @param address its source address, IPv4-mapped IPv6 unmapped
 * @param tls whether this workload's proxy terminated its TLS
 * @param identity what its certificate proved; present only with {@code tls}
 */
public record Peer(InetAddress address, boolean tls, Optional<WorkloadIdentity> identity) {
    public static Peer plaintext(InetAddress address) {
        return new Peer(address, false, Optional.empty());
    }

    public static Peer meshed(InetAddress address, WorkloadIdentity identity) {
        return new Peer(address, true, Optional.of(identity));
    }
}
