package io.weft.proxy.inbound;

import io.weft.core.ResourceRef;
import io.weft.core.WorkloadIdentity;
import io.weft.core.policy.Peer;
import io.weft.proxy.inbound.policy.ServerPolicy;
import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.TargetLabels;
import io.weft.proxy.tls.TlsLabels;
import io.weft.proxy.tls.TlsStatus;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * What is known of an accepted connection once its TLS is settled.
 *
 * @param client where it comes from
 * @param target the local address and port it is for
 * @param tls what the client proved
 */
record InboundConnection(InetSocketAddress client, InetSocketAddress target, TlsStatus tls) {
    /** As the policy sees the client. */
    Peer peer() {
        return switch (tls) {
            case TlsStatus.Established(Optional<WorkloadIdentity> identity, boolean header) ->
                new Peer(client.getAddress(), true, identity);
            case TlsStatus.Passthru other -> Peer.plaintext(client.getAddress());
            case TlsStatus.None none -> Peer.plaintext(client.getAddress());
        };
    }

    /** Whether the client may be told details. */
    boolean meshed() {
        return peer().identity().isPresent();
    }

    Labels targetLabels() {
        return TargetLabels.of(target);
    }

    Labels tlsLabels() {
        return TlsLabels.server(tls);
    }

    static Labels srv(ServerPolicy policy, int port) {
        return named("srv", policy.server()).and("srv_port", Integer.toString(port));
    }

    static Labels named(String prefix, ResourceRef ref) {
        return Labels.of(prefix + "_group", ref.group(), prefix + "_kind", ref.kind(), prefix + "_name", ref.name());
    }
}
