package io.weft.proxy.outbound.discover;

import static io.weft.proxy.outbound.discover.InvalidPolicyException.check;

import io.weft.api.outbound.FailureAccrual;
import io.weft.api.outbound.HttpRoute;
import io.weft.api.outbound.OpaqueRoute;
import io.weft.api.outbound.OutboundPolicy;
import io.weft.api.outbound.ProxyProtocol;
import io.weft.core.ResourceRef;
import io.weft.proxy.outbound.discover.ClientPolicy.Protocol;
import io.weft.proxy.outbound.discover.ClientPolicy.Route;
import java.time.Duration;
import java.util.List;

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
                all(
                        parent,
                        new Protocol.Http1(),
                        http(
                                parent,
                                message.getHttp1().getRoutesList(),
                                message.getHttp1().getFailureAccrual()));
            case HTTP2 ->
                all(
                        parent,
                        new Protocol.Http2(),
                        http(
                                parent,
                                message.getHttp2().getRoutesList(),
                                message.getHttp2().getFailureAccrual()));
            case GRPC -> all(parent, new Protocol.Grpc(), grpc(parent, message.getGrpc()));
            case OPAQUE ->
                all(
                        parent,
                        new Protocol.Opaque(),
                        opaque(parent, message.getOpaque().getRoutesList()));
            case TLS -> all(parent, new Protocol.Opaque(), tls(parent, message.getTls()));
            case KIND_NOT_SET -> throw new InvalidPolicyException("no protocol");
        };
    }

    private ClientPolicy detect(ResourceRef parent, ProxyProtocol.Detect message) {
        check(
                message.hasTimeout() && message.hasOpaque() && message.hasHttp1() && message.hasHttp2(),
                "detection without timeout, opaque, HTTP/1 or HTTP/2");
        Route http1 = http(
                parent, message.getHttp1().getRoutesList(), message.getHttp1().getFailureAccrual());
        http(
                parent,
                message.getHttp2().getRoutesList(),
                message.getHttp2().getFailureAccrual()); // checked, then as HTTP/1
        return new ClientPolicy(
                parent,
                new Protocol.Detect(NumberTranslator.read(message.getTimeout())),
                http1,
                opaque(parent, message.getOpaque().getRoutesList()));
    }

    /** One route for every reading: a profile may turn any port opaque. */
    private static ClientPolicy all(ResourceRef parent, Protocol protocol, Route route) {
        return new ClientPolicy(parent, protocol, route, route);
    }

    private Route http(ResourceRef parent, List<HttpRoute> routes, FailureAccrual accrual) {
        NumberTranslator.check(accrual);
        return chooser(parent).choose(routes.stream().map(http::read).toList());
    }

    private Route grpc(ResourceRef parent, ProxyProtocol.Grpc message) {
        NumberTranslator.check(message.getFailureAccrual());
        return chooser(parent)
                .choose(message.getRoutesList().stream().map(grpc::read).toList());
    }

    private Route opaque(ResourceRef parent, List<OpaqueRoute> routes) {
        check(routes.size() <= 1, "more than one opaque route");
        return chooser(parent).choose(routes.stream().map(opaque::read).toList());
    }

    /** Server names are not matched yet: the bytes go where the one route sends them. */
    private Route tls(ResourceRef parent, ProxyProtocol.Tls message) {
        return chooser(parent)
                .choose(message.getRoutesList().stream().map(tls::read).toList());
    }

    private RouteChooser chooser(ResourceRef parent) {
        return new RouteChooser(parent, endpoints.warnings());
    }
}
