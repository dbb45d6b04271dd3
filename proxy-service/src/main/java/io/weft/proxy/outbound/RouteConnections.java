package io.weft.proxy.outbound;

import io.netty.channel.Channel;
import io.weft.proxy.outbound.discover.Backend;
import io.weft.proxy.outbound.discover.ClientPolicy;
import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.Meter;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.telemetry.TargetLabels;
import java.net.InetSocketAddress;

/**
 * Counts one connection of an opaque or TLS route, when the route takes it and when it closes.
 *
 * <p>Threading: the connection's event loop.
 *
 * @see "metrics, 6: outbound transport"
 */
final class RouteConnections {
    /** Which families count. */
    enum Kind {
        /** By target. */
        OPAQUE(Meter.OUTBOUND_TCP_ROUTE_OPEN, Meter.OUTBOUND_TCP_ROUTE_CLOSE),
        /** Host names are not told apart. */
        TLS(Meter.OUTBOUND_TLS_ROUTE_OPEN, Meter.OUTBOUND_TLS_ROUTE_CLOSE);

        private final Meter open;
        private final Meter close;

        Kind(Meter open, Meter close) {
            this.open = open;
            this.close = close;
        }

        Backends.Kind balanced() {
            return this == TLS ? Backends.Kind.TLS : Backends.Kind.OPAQUE;
        }

        private Labels labels(InetSocketAddress target) {
            return this == TLS ? Labels.of("hostname", "") : TargetLabels.ipAndPort(target);
        }
    }

    private String error = "";

    private RouteConnections() {}

    /** {@code channel} has been taken by {@code route}; its end is counted, too. */
    static RouteConnections opened(
            MetricRegistry registry, Kind kind, Channel channel, Destination destination, ClientPolicy.Route route) {
        Labels labels = PolicyLabels.parent(destination.policy().parent())
                .and(PolicyLabels.route(route.ref()))
                .and(kind.labels(destination.target()));
        registry.counter(kind.open, labels).increment();
        RouteConnections counted = new RouteConnections();
        channel.closeFuture()
                .addListener(closed -> registry.counter(kind.close, labels.and("error", counted.error))
                        .increment());
        return counted;
    }

    /** {@code refusing} is why it is about to close: the route itself, or one of its backends. */
    void refused(ClientPolicy.Route route, Backend refusing) {
        if (refusing instanceof Backend.Forbidden) {
            error = "forbidden";
        } else {
            boolean ofTheRoute =
                    route.backends().taking().size() == 1 && route.ref().equals(refusing.ref());
            error = ofTheRoute ? "invalid_policy" : "invalid_backend";
        }
    }

    /** It is about to close for a reason that is nobody's decision. */
    void failed() {
        error = "unexpected";
    }
}
