package io.weft.destination.grpc;

import io.weft.api.meta.Metadata;
import io.weft.api.outbound.Backend;
import io.weft.api.outbound.HttpRoute;
import io.weft.api.outbound.OpaqueRoute;
import io.weft.api.outbound.OutboundPolicy;
import io.weft.api.outbound.ProxyProtocol;
import io.weft.destination.policy.OutboundSnapshot;
import io.weft.kubernetes.resource.RouteMatch;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How clients treat traffic. Everything a proxy requires is present: what it misses invalidates a whole policy. Pure.
 *
 * @see "wire-behaviour, 1.8 and 1.9"
 */
final class OutboundPolicyTranslator {
    private static final com.google.protobuf.Duration DETECT_TIMEOUT = Durations.toMessage(Duration.ofSeconds(10));
    /** Name of the policy and routes of addresses outside the cluster. */
    private static final String EGRESS = "egress-fallback";

    private OutboundPolicyTranslator() {}

    /** @throws io.grpc.StatusRuntimeException where there is no policy to give */
    static OutboundPolicy toMessage(OutboundSnapshot snapshot) {
        return switch (snapshot) {
            case OutboundSnapshot.OfService service ->
                policy(
                        MetaTranslator.ofService(
                                service.own().service(), service.own().port()),
                        protocol(service));
            case OutboundSnapshot.UndefinedPort(var service, int port) ->
                policy(MetaTranslator.ofService(service, port), opaque(OpaqueRoutes.forbidden()));
            case OutboundSnapshot.Egress egress -> policy(MetaTranslator.ofDefault(EGRESS), toTarget(egress.target()));
            case OutboundSnapshot.Unknown() -> throw Refused.notFound("no service holds this address or name");
        };
    }

    private static OutboundPolicy policy(Metadata parent, ProxyProtocol protocol) {
        return OutboundPolicy.newBuilder()
                .setMetadata(parent)
                .setProtocol(protocol)
                .build();
    }

    private static ProxyProtocol protocol(OutboundSnapshot.OfService service) {
        return switch (service.protocol()) {
            case DETECT ->
                detect(OpaqueRoutes.toService(service.own(), service.split()), http1(service), http2(service));
            case HTTP1 -> ProxyProtocol.newBuilder().setHttp1(http1(service)).build();
            case HTTP2 -> ProxyProtocol.newBuilder().setHttp2(http2(service)).build();
            case GRPC -> ProxyProtocol.newBuilder().setGrpc(grpc(service)).build();
            case OPAQUE -> opaque(OpaqueRoutes.toService(service.own(), service.split()));
        };
    }

    private static ProxyProtocol.Http1.Builder http1(OutboundSnapshot.OfService service) {
        ProxyProtocol.Http1.Builder message = ProxyProtocol.Http1.newBuilder()
                .addAllRoutes(OutboundRouteTranslator.http(service.own(), service.routes()));
        service.accrual().map(FailureAccrualTranslator::toMessage).ifPresent(message::setFailureAccrual);
        return message;
    }

    private static ProxyProtocol.Http2.Builder http2(OutboundSnapshot.OfService service) {
        ProxyProtocol.Http2.Builder message = ProxyProtocol.Http2.newBuilder()
                .addAllRoutes(OutboundRouteTranslator.http(service.own(), service.routes()));
        service.accrual().map(FailureAccrualTranslator::toMessage).ifPresent(message::setFailureAccrual);
        return message;
    }

    private static ProxyProtocol.Grpc.Builder grpc(OutboundSnapshot.OfService service) {
        ProxyProtocol.Grpc.Builder message = ProxyProtocol.Grpc.newBuilder()
                .addAllRoutes(OutboundRouteTranslator.grpc(service.own(), service.routes()));
        service.accrual().map(FailureAccrualTranslator::toMessage).ifPresent(message::setFailureAccrual);
        return message;
    }

    private static ProxyProtocol toTarget(InetSocketAddress target) {
        Backend backend = BackendTranslator.forward(EGRESS, target);
        List<HttpRoute> routes = List.of(HttpRoute.newBuilder()
                .setMetadata(MetaTranslator.ofDefault(EGRESS))
                .addRules(HttpRoute.Rule.newBuilder()
                        .addMatches(RouteMatchTranslator.http(RouteMatch.Http.ALL))
                        .setBackends(HttpDistributions.only(backend, Optional.empty())))
                .build());
        return detect(
                OpaqueRoutes.to(EGRESS, backend),
                ProxyProtocol.Http1.newBuilder().addAllRoutes(routes),
                ProxyProtocol.Http2.newBuilder().addAllRoutes(routes));
    }

    private static ProxyProtocol detect(
            OpaqueRoute opaque, ProxyProtocol.Http1.Builder http1, ProxyProtocol.Http2.Builder http2) {
        return ProxyProtocol.newBuilder()
                .setDetect(ProxyProtocol.Detect.newBuilder()
                        .setTimeout(DETECT_TIMEOUT)
                        .setOpaque(ProxyProtocol.Opaque.newBuilder().addRoutes(opaque))
                        .setHttp1(http1)
                        .setHttp2(http2))
                .build();
    }

    private static ProxyProtocol opaque(OpaqueRoute route) {
        return ProxyProtocol.newBuilder()
                .setOpaque(ProxyProtocol.Opaque.newBuilder().addRoutes(route))
                .build();
    }
}
