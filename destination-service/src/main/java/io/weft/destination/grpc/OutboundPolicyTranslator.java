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

    private OutboundPolicyTranslator() {}

    /** @throws io.grpc.StatusRuntimeException where there is no policy to give */
    static OutboundPolicy toMessage(OutboundSnapshot snapshot) {
        return switch (snapshot) {
            case OutboundSnapshot.OfService service ->
                policy(
                        MetaTranslator.ofService(
                                service.own().service(), service.own().port()),
                        protocol(service.protocol(), OutboundRoutes.toService(service.own(), service.split())));
            case OutboundSnapshot.UndefinedPort(var service, int port) ->
                policy(MetaTranslator.ofService(service, port), opaque(OutboundRoutes.forbidden()));
            case OutboundSnapshot.Egress egress ->
                policy(
                        MetaTranslator.ofDefault(OutboundRoutes.EGRESS),
                        protocol(OutboundSnapshot.Protocol.DETECT, OutboundRoutes.toTarget(egress.target())));
            case OutboundSnapshot.Unknown() -> throw Refused.notFound("no service holds this address or name");
        };
    }

    private static OutboundPolicy policy(Metadata parent, ProxyProtocol protocol) {
        return OutboundPolicy.newBuilder()
                .setMetadata(parent)
                .setProtocol(protocol)
                .build();
    }

    private static ProxyProtocol protocol(OutboundSnapshot.Protocol protocol, OutboundRoutes routes) {
        return switch (protocol) {
            case DETECT ->
                ProxyProtocol.newBuilder()
                        .setDetect(ProxyProtocol.Detect.newBuilder()
                                .setTimeout(DETECT_TIMEOUT)
                                .setOpaque(ProxyProtocol.Opaque.newBuilder().addRoutes(routes.opaque()))
                                .setHttp1(ProxyProtocol.Http1.newBuilder().addRoutes(routes.http()))
                                .setHttp2(ProxyProtocol.Http2.newBuilder().addRoutes(routes.http())))
                        .build();
            case HTTP1 ->
                ProxyProtocol.newBuilder()
                        .setHttp1(ProxyProtocol.Http1.newBuilder().addRoutes(routes.http()))
                        .build();
            case HTTP2 ->
                ProxyProtocol.newBuilder()
                        .setHttp2(ProxyProtocol.Http2.newBuilder().addRoutes(routes.http()))
                        .build();
            case OPAQUE -> opaque(routes.opaque());
        };
    }

    private static ProxyProtocol opaque(OpaqueRoute route) {
        return ProxyProtocol.newBuilder()
                .setOpaque(ProxyProtocol.Opaque.newBuilder().addRoutes(route))
                .build();
    }
}
