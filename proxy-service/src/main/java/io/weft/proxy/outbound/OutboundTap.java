package io.weft.proxy.outbound;

import io.weft.core.Endpoint;
import io.weft.proxy.http.RequestHead;
import io.weft.proxy.http.Version;
import io.weft.proxy.tap.Parties;
import io.weft.proxy.tap.Parties.Direction;
import io.weft.proxy.tap.TappedRequest;
import io.weft.proxy.tap.Taps;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shows the requests of one outbound connection to whoever looks.
 *
 * @param source where the application's connection comes from
 * @param ownIps addresses of this workload, which has no need of TLS to speak to itself
 * @see "proxy-behaviour, 10: source_meta, destination_meta"
 */
record OutboundTap(Taps taps, InetSocketAddress source, Set<InetAddress> ownIps) {
    private static final Map<String, String> LOCAL = Map.of("tls", "loopback");

    /** Null if nobody wants to know. */
    @Nullable
    TappedRequest begin(RequestHead head, Endpoint endpoint) {
        if (!taps.watched()) {
            return null;
        }
        Parties parties =
                new Parties(Direction.OUTBOUND, source, LOCAL, endpoint.address(), target(endpoint), Map.of());
        return taps.begin(parties, head.headers(), head.version() == Version.HTTP_2, head.grpc());
    }

    private Map<String, String> target(Endpoint endpoint) {
        Map<String, String> labels = new HashMap<>(endpoint.labels());
        if (ownIps.contains(endpoint.address().getAddress())) {
            labels.put("tls", "loopback");
        } else {
            labels.put("tls", endpoint.tls().isPresent() ? "true" : "not_provided_by_service_discovery");
            endpoint.tls()
                    .ifPresent(tls -> labels.put("server_id", tls.identity().name()));
        }
        return Map.copyOf(labels);
    }
}
