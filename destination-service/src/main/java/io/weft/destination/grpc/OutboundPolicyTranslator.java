package io.weft.destination.grpc;

import io.weft.api.meta.Metadata;
import io.weft.api.outbound.OpaqueRoute;
import io.weft.api.outbound.OutboundPolicy;
import io.weft.api.outbound.ProxyProtocol;
import io.weft.destination.policy.OutboundSnapshot;
import java.time.Duration;

/**
 * How clients treat traffic. Everything a proxy requires is present: what it misses invalidates a whole policy. Pure.
 *
 * @see "wire-behaviour, 1.8 and 1.9"
 */
final class OutboundPolicyTranslator {
    private static final com.google.protobuf.Duration DETECT_TIMEOUT = Durations.toMessage(Duration.ofSeconds(10));

    private final boolean requestHeaders;

    /** @param requestHeaders whether a request may say its own time limits and retries */
    OutboundPolicyTranslator(boolean requestHeaders) {
        this.requestHeaders = requestHeaders;
    }

    /** @throws io.grpc.StatusRuntimeException where there is no policy to give */
    OutboundPolicy toMessage(OutboundSnapshot snapshot) {
        return switch (snapshot) {
            case OutboundSnapshot.Routed routed -> policy(MetaTranslator.toMessage(routed.parent()), protocol(routed));
            case OutboundSnapshot.UndefinedPort(var service, int port) ->
                policy(MetaTranslator.ofService(service, port), opaque(OpaqueRoutes.undefinedPort()));
            case OutboundSnapshot.Unknown() -> throw Refused.notFound("no service holds this address or name");
        };
    }

    private static OutboundPolicy policy(Metadata parent, ProxyProtocol protocol) {
        return OutboundPolicy.newBuilder()
                .setMetadata(parent)
                .setProtocol(protocol)
                .build();
    }

    private ProxyProtocol protocol(OutboundSnapshot.Routed routed) {
        return switch (routed.protocol()) {
            case DETECT -> detect(opaque(routed), http1(routed), http2(routed));
            case HTTP1 -> ProxyProtocol.newBuilder().setHttp1(http1(routed)).build();
            case HTTP2 -> ProxyProtocol.newBuilder().setHttp2(http2(routed)).build();
            case GRPC -> ProxyProtocol.newBuilder().setGrpc(grpc(routed)).build();
            case TLS ->
                ProxyProtocol.newBuilder()
                        .setTls(ProxyProtocol.Tls.newBuilder()
                                .addAllRoutes(TlsRoutes.toMessages(routed.own(), routed.connections())))
                        .build();
            case OPAQUE -> opaque(opaque(routed));
        };
    }

    private static OpaqueRoute opaque(OutboundSnapshot.Routed routed) {
        return OpaqueRoutes.toMessage(routed.own(), routed.connections().getFirst());
    }

    private ProxyProtocol.Http1.Builder http1(OutboundSnapshot.Routed routed) {
        ProxyProtocol.Http1.Builder message =
                ProxyProtocol.Http1.newBuilder().addAllRoutes(routes(routed).http(routed.requests()));
        routed.accrual().map(FailureAccrualTranslator::toMessage).ifPresent(message::setFailureAccrual);
        return message;
    }

    private ProxyProtocol.Http2.Builder http2(OutboundSnapshot.Routed routed) {
        ProxyProtocol.Http2.Builder message =
                ProxyProtocol.Http2.newBuilder().addAllRoutes(routes(routed).http(routed.requests()));
        routed.accrual().map(FailureAccrualTranslator::toMessage).ifPresent(message::setFailureAccrual);
        return message;
    }

    private ProxyProtocol.Grpc.Builder grpc(OutboundSnapshot.Routed routed) {
        ProxyProtocol.Grpc.Builder message =
                ProxyProtocol.Grpc.newBuilder().addAllRoutes(routes(routed).grpc(routed.requests()));
        routed.accrual().map(FailureAccrualTranslator::toMessage).ifPresent(message::setFailureAccrual);
        return message;
    }

    private OutboundRouteTranslator routes(OutboundSnapshot.Routed routed) {
        return new OutboundRouteTranslator(routed.own(), routed.penalty(), requestHeaders);
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
