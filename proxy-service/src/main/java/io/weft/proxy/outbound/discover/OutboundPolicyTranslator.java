package io.weft.proxy.outbound.discover;

import static io.weft.proxy.route.InvalidPolicyException.check;

import io.weft.api.outbound.FailureAccrual;
import io.weft.api.outbound.HttpRoute;
import io.weft.api.outbound.OpaqueRoute;
import io.weft.api.outbound.OutboundPolicy;
import io.weft.api.outbound.ProxyProtocol;
import io.weft.core.ResourceRef;
import io.weft.proxy.outbound.discover.ClientPolicy.Protocol;
import io.weft.proxy.outbound.discover.ClientPolicy.Route;
import io.weft.proxy.outbound.discover.HttpRoutes.Case;
import io.weft.proxy.route.HttpMatch;
import io.weft.proxy.route.InvalidPolicyException;
import io.weft.proxy.route.MatchTranslator;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Outbound policies on the wire and ours. Pure but for warnings. A policy with a mistake anywhere becomes one that refuses.
 *
 * @see "wire-behaviour, 1.9: Outbound policy validation"
 */
final class OutboundPolicyTranslator {
    private final EndpointTranslator endpoints;
    private final Duration detectTimeout;
    private final HttpRouteTranslator http;
    private final GrpcRouteTranslator grpc;
    private final OpaqueRouteTranslator opaque;
    private final TlsRouteTranslator tls;

    /** @param detectTimeout of a policy that cannot be followed */
    OutboundPolicyTranslator(EndpointTranslator endpoints, Duration detectTimeout) {
        BackendTranslator backends = new BackendTranslator(endpoints);
        this.endpoints = endpoints;
        this.detectTimeout = detectTimeout;
        this.http = new HttpRouteTranslator(backends);
        this.grpc = new GrpcRouteTranslator(backends);
        this.opaque = new OpaqueRouteTranslator(backends);
        this.tls = new TlsRouteTranslator(backends);
    }

    /** Never fails. */
    ClientPolicy translate(OutboundPolicy message) {
        ResourceRef parent = ResourceRef.ofDefault("invalid");
        try {
            parent = ReferenceTranslator.read(message.getMetadata(), "the policy");
            return read(parent, message.getProtocol());
        } catch (InvalidPolicyException invalid) {
            endpoints.warnings().accept("the outbound policy of " + parent + " is invalid: " + invalid.getMessage());
            Route refused = new Route(parent, new Backend.Invalid(parent, String.valueOf(invalid.getMessage())));
            return new ClientPolicy(parent, new Protocol.Detect(detectTimeout), refused, refused);
        }
    }

    private ClientPolicy read(ResourceRef parent, ProxyProtocol message) {
        return switch (message.getKindCase()) {
            case DETECT -> detect(parent, message.getDetect());
            case HTTP1 ->
                http(
                        parent,
                        new Protocol.Http1(),
                        http(
                                message.getHttp1().getRoutesList(),
                                message.getHttp1().getFailureAccrual()));
            case HTTP2 ->
                http(
                        parent,
                        new Protocol.Http2(),
                        http(
                                message.getHttp2().getRoutesList(),
                                message.getHttp2().getFailureAccrual()));
            case GRPC ->
                http(
                        parent,
                        new Protocol.Grpc(),
                        routes(
                                true,
                                message.getGrpc().getRoutesList().stream().flatMap(grpc::read),
                                message.getGrpc().getFailureAccrual()));
            case OPAQUE -> bytes(parent, opaque(parent, message.getOpaque().getRoutesList()));
            case TLS -> tls(parent, message.getTls());
            case KIND_NOT_SET -> throw new InvalidPolicyException("no protocol");
        };
    }

    /** A profile may turn any port opaque; then the bytes go where the last rule, the most general, sends requests. */
    private static ClientPolicy http(ResourceRef parent, Protocol protocol, HttpRoutes routes) {
        Route opaque = routes.cases().isEmpty()
                ? none(parent)
                : new Route(
                        routes.cases().getLast().rule().route(),
                        routes.cases().getLast().rule().backends());
        return new ClientPolicy(parent, protocol, routes, opaque);
    }

    /** Nobody reads HTTP there. */
    private static ClientPolicy bytes(ResourceRef parent, Route route) {
        return new ClientPolicy(
                parent, new Protocol.Opaque(), new HttpRoutes(false, List.of(), Optional.empty()), route);
    }

    private ClientPolicy detect(ResourceRef parent, ProxyProtocol.Detect message) {
        check(
                message.hasTimeout() && message.hasOpaque() && message.hasHttp1() && message.hasHttp2(),
                "detection without timeout, opaque, HTTP/1 or HTTP/2");
        HttpRoutes http1 =
                http(message.getHttp1().getRoutesList(), message.getHttp1().getFailureAccrual());
        HttpRoutes http2 =
                http(message.getHttp2().getRoutesList(), message.getHttp2().getFailureAccrual());
        return new ClientPolicy(
                parent,
                new Protocol.Detect(NumberTranslator.read(message.getTimeout())),
                http1,
                http2.equals(http1) ? Optional.empty() : Optional.of(http2),
                opaque(parent, message.getOpaque().getRoutesList()));
    }

    private HttpRoutes http(List<HttpRoute> routes, FailureAccrual accrual) {
        return routes(false, routes.stream().flatMap(http::read), accrual);
    }

    private static HttpRoutes routes(boolean grpc, Stream<Case> cases, FailureAccrual accrual) {
        return new HttpRoutes(
                grpc,
                cases.sorted(Comparator.comparing(one -> (HttpMatch) one.condition(), HttpMatch.MOST_PARTICULAR_FIRST))
                        .toList(),
                NumberTranslator.read(accrual));
    }

    private Route opaque(ResourceRef parent, List<OpaqueRoute> routes) {
        check(routes.size() <= 1, "more than one opaque route");
        return routes.stream().findFirst().map(opaque::read).orElseGet(() -> none(parent));
    }

    /** A profile may turn the port opaque; then no name is read, and the bytes go where the first route sends them. */
    private ClientPolicy tls(ResourceRef parent, ProxyProtocol.Tls message) {
        List<ClientPolicy.TlsRoute> routes = message.getRoutesList().stream()
                .map(route -> new ClientPolicy.TlsRoute(
                        route.getSnisList().stream().map(MatchTranslator::sni).toList(), tls.read(route)))
                .toList();
        Route first = routes.isEmpty() ? none(parent) : routes.getFirst().route();
        return new ClientPolicy(
                parent, new Protocol.Tls(routes), new HttpRoutes(false, List.of(), Optional.empty()), first);
    }

    private static Route none(ResourceRef parent) {
        return new Route(parent, DistributionTranslator.EMPTY);
    }
}
