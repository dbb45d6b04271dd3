package io.weft.proxy.inbound;

import io.weft.core.ResourceRef;
import io.weft.core.WorkloadIdentity;
import io.weft.proxy.http.RequestHead;
import io.weft.proxy.http.Version;
import io.weft.proxy.inbound.policy.ServerPolicy;
import io.weft.proxy.inbound.policy.Verdict;
import io.weft.proxy.tap.Arrival;
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
    /** A request is judged, and perhaps goes no further. Null if nobody wants to know. */
    @Nullable
    TappedRequest begin(RequestHead head, ServerPolicy policy, Verdict verdict) {
        if (!taps.watched()) {
            return null;
        }
        Parties parties = new Parties(
                Direction.INBOUND,
                connection.client(),
                source(),
                connection.target(),
                target(policy, verdict),
                Map.of());
        return taps.begin(
                parties, new Arrival(head.headers(), head.version() == Version.HTTP_2, head.grpc(), taps.now()));
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

    private static Map<String, String> target(ServerPolicy policy, Verdict verdict) {
        Map<String, String> labels = new HashMap<>(Parties.named("srv", policy.server()));
        switch (verdict) {
            case Verdict.Permit(ResourceRef route, ResourceRef authorization, var filters) -> {
                labels.putAll(Parties.named("route", route));
                labels.putAll(Parties.named("authz", authorization));
            }
            case Verdict.Denial(ResourceRef route) -> labels.putAll(Parties.named("route", route));
            case Verdict.NoRoute none -> {}
            case Verdict.Invalid invalid -> {}
        }
        return Map.copyOf(labels);
    }
}
