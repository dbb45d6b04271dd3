package io.weft.proxy.inbound;

import io.weft.core.ResourceRef;
import io.weft.core.WorkloadIdentity;
import io.weft.core.policy.ServerPolicy;
import io.weft.proxy.http.RequestHead;
import io.weft.proxy.http.Version;
import io.weft.proxy.inbound.policy.Verdict;
import io.weft.proxy.tap.Parties;
import io.weft.proxy.tap.Parties.Direction;
import io.weft.proxy.tap.TappedRequest;
import io.weft.proxy.tap.Taps;
import io.weft.proxy.tls.TlsStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Shows the requests of one inbound connection to whoever looks.
 *
 * @see "proxy-behaviour, 10: source_meta, destination_meta"
 */
record InboundTap(Taps taps, InboundConnection connection) {
    /** Null if nobody wants to know. */
    @Nullable
    TappedRequest begin(RequestHead head, ServerPolicy policy, Verdict.Permit permit) {
        if (!taps.watched()) {
            return null;
        }
        Parties parties = new Parties(
                Direction.INBOUND,
                connection.client(),
                source(),
                connection.target(),
                target(policy, permit),
                Map.of());
        return taps.begin(parties, head.headers(), head.version() == Version.HTTP_2, head.grpc());
    }

    private Map<String, String> source() {
        return switch (connection.tls()) {
            case TlsStatus.Established(Optional<WorkloadIdentity> client, boolean header) ->
                client.map(identity -> Map.of("tls", "true", "client_id", identity.name()))
                        .orElse(Map.of("tls", "true"));
            case TlsStatus.Passthru other -> Map.of("tls", "opaque");
            case TlsStatus.None(TlsStatus.Reason reason) -> Map.of("tls", reason.label());
        };
    }

    private static Map<String, String> target(ServerPolicy policy, Verdict.Permit permit) {
        Map<String, String> labels = new HashMap<>();
        name(labels, "srv", policy.server());
        name(labels, "route", permit.route());
        name(labels, "authz", permit.authorization());
        return Map.copyOf(labels);
    }

    private static void name(Map<String, String> labels, String prefix, ResourceRef ref) {
        labels.put(prefix + "_group", ref.group());
        labels.put(prefix + "_kind", ref.kind());
        labels.put(prefix + "_name", ref.name());
    }
}
