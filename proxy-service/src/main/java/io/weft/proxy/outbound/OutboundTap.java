package io.weft.proxy.outbound;

import io.weft.core.Endpoint;
import io.weft.core.ExternalHost;
import io.weft.proxy.http.RequestHead;
import io.weft.proxy.http.Version;
import io.weft.proxy.tap.Arrival;
import io.weft.proxy.tap.Parties;
import io.weft.proxy.tap.Parties.Direction;
import io.weft.proxy.tap.TappedRequest;
import io.weft.proxy.tap.Taps;
import io.weft.proxy.tls.TlsLabels;
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
 * @param target where the application meant to connect
 * @param ownIps addresses of this workload, which has no need of TLS to speak to itself
 * @see "proxy-behaviour, 10: source_meta, destination_meta"
 */
record OutboundTap(Taps taps, InetSocketAddress source, InetSocketAddress target, Set<InetAddress> ownIps) {
    private static final Map<String, String> LOCAL = Map.of("tls", "loopback");

    /** A try begins at {@code endpoint}. Null if nobody wants to know; {@code course} is null without routes. */
    @Nullable
    TappedRequest begin(RequestHead head, Endpoint endpoint, @Nullable Course course) {
        return taps.watched() ? begin(head, endpoint.address(), labels(endpoint), course, taps.now()) : null;
    }

    /** It came at {@code arrived} and went nowhere. Null if nobody wants to know; {@code course} is null without routes. */
    @Nullable
    TappedRequest unsent(RequestHead head, @Nullable Course course, long arrived) {
        return taps.watched() ? begin(head, target, Map.of(), course, arrived) : null;
    }

    private @Nullable TappedRequest begin(
            RequestHead head,
            InetSocketAddress destination,
            Map<String, String> labels,
            @Nullable Course course,
            long began) {
        Map<String, String> route = course == null ? Map.of() : course.labels();
        Parties parties = new Parties(Direction.OUTBOUND, source, LOCAL, destination, labels, route);
        return taps.begin(parties, new Arrival(head.headers(), head.version() == Version.HTTP_2, head.grpc(), began));
    }

    private Map<String, String> labels(Endpoint endpoint) {
        Map<String, String> labels = new HashMap<>(endpoint.labels());
        if (ownIps.contains(endpoint.address().getAddress())) {
            labels.put("tls", "loopback");
        } else {
            labels.put("tls", tls(endpoint));
            endpoint.tls()
                    .ifPresent(tls -> labels.put("server_id", tls.identity().name()));
        }
        return Map.copyOf(labels);
    }

    private static String tls(Endpoint endpoint) {
        if (endpoint.external().filter(ExternalHost::tls).isPresent()) {
            return TlsLabels.ORIGINATED;
        }
        return endpoint.tls().isPresent() ? "true" : "not_provided_by_service_discovery";
    }
}
