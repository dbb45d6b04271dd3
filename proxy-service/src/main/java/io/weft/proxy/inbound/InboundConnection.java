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
 * @param toldTarget the target as metrics tell it
 * @param toldTls likewise
 */
record InboundConnection(
        InetSocketAddress client,
        InetSocketAddress target,
        TlsStatus tls,
        InetSocketAddress toldTarget,
        TlsStatus toldTls) {
    /** Of which metrics tell everything. */
    InboundConnection(InetSocketAddress client, InetSocketAddress target, TlsStatus tls) {
        this(client, target, tls, target, tls);
    }

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
        return TargetLabels.of(toldTarget);
    }

    Labels tlsLabels() {
        return TlsLabels.server(toldTls);
    }

    /** As metrics tell it. */
    int toldPort() {
        return toldTarget.getPort();
    }

    static Labels srv(ServerPolicy policy, int port) {
        return named("srv", policy.server()).and("srv_port", Integer.toString(port));
    }

    static Labels named(String prefix, ResourceRef ref) {
        return Labels.of(prefix + "_group", ref.group(), prefix + "_kind", ref.kind(), prefix + "_name", ref.name());
    }
}
