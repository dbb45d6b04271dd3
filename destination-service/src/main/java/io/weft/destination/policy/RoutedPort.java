package io.weft.destination.policy;

import io.weft.destination.policy.OutboundSnapshot.Protocol;
import io.weft.destination.routes.OutboundRoute;
import io.weft.destination.routes.PortRoutes;
import io.weft.destination.routes.RouteParent;
import io.weft.destination.routes.RouteSort;
import io.weft.kubernetes.resource.RouteMatch;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a port with routes speaks, and which routes clients are told of. Pure.
 *
 * @param parent the port
 * @param attached its routes, of one sort
 * @param defaults what becomes of what they are not about
 * @see "crds, 9 and 11.4"
 */
record RoutedPort(RouteParent parent, PortRoutes attached, Defaults defaults) {
    /** What no route is about. */
    sealed interface Defaults {
        /** Of a Service: it goes to its replicas, where no route is attached at all. */
        record ToOwn() implements Defaults {}

        /** Of addresses outside: beside every route. */
        record Beside(boolean allows) implements Defaults {
            String name(String protocol) {
                return protocol + (allows ? "-egress-allow" : "-egress-deny");
            }
        }
    }

    /**
     * Everything clients are told.
     *
     * @param appProtocol as its Service says; empty if it says nothing
     * @param opaque whether clients shall not look inside
     */
    OutboundSnapshot.Routed snapshot(String appProtocol, boolean opaque) {
        Protocol protocol = protocol(appProtocol.toLowerCase(Locale.ROOT), opaque);
        return new OutboundSnapshot.Routed(
                parent.ref(),
                protocol,
                parent.own(),
                requests(protocol),
                connections(protocol),
                parent.traffic().accrual(),
                parent.traffic().penalty());
    }

    private Protocol protocol(String said, boolean opaque) {
        return switch (said) {
            case "" -> opaque ? Protocol.OPAQUE : protocolOfRoutes();
            case "http" -> Protocol.HTTP1;
            case "kubernetes.io/h2c" -> attached.is(RouteSort.GRPC) ? Protocol.GRPC : Protocol.HTTP2;
            default -> Protocol.OPAQUE;
        };
    }

    private Protocol protocolOfRoutes() {
        return switch (attached.sort().orElse(RouteSort.HTTP)) {
            case GRPC -> Protocol.GRPC;
            case HTTP -> Protocol.DETECT;
            case TLS -> Protocol.TLS;
            case TCP -> Protocol.OPAQUE;
        };
    }

    private List<OutboundRoute> requests(Protocol protocol) {
        return switch (protocol) {
            case GRPC -> withDefault(attached.of(RouteSort.GRPC), "grpc", RouteMatch.Grpc.ALL, "grpc");
            case DETECT, HTTP1, HTTP2 -> withDefault(attached.of(RouteSort.HTTP), "http", RouteMatch.Http.ALL, "http");
            case TLS, OPAQUE -> List.of();
        };
    }

    /** A TCPRoute is about every connection, so the oldest alone counts. */
    private List<OutboundRoute> connections(Protocol protocol) {
        return switch (protocol) {
            case TLS -> withDefault(attached.of(RouteSort.TLS), "tls", RouteMatch.Connection.ALL, "tls");
            case OPAQUE ->
                withDefault(attached.of(RouteSort.TCP), "opaq", RouteMatch.Connection.ALL, "tcp").stream()
                        .limit(1)
                        .toList();
            case DETECT, HTTP1, HTTP2, GRPC -> withDefault(List.of(), "opaq", RouteMatch.Connection.ALL, "tcp");
        };
    }

    private List<OutboundRoute> withDefault(
            List<OutboundRoute> routes, String name, RouteMatch all, String outsideProtocol) {
        return switch (defaults) {
            case Defaults.ToOwn() -> routes.isEmpty() ? List.of(parent.byDefault(name, all, false)) : routes;
            case Defaults.Beside beside ->
                Stream.concat(
                                routes.stream(),
                                Stream.of(parent.byDefault(beside.name(outsideProtocol), all, !beside.allows())))
                        .toList();
        };
    }
}
