package io.weft.destination.grpc;

import io.weft.api.inbound.GrpcRoute;
import io.weft.api.inbound.HttpRoute;
import io.weft.api.inbound.ProxyProtocol;
import io.weft.api.inbound.Server;
import io.weft.core.policy.ServerPolicy;
import io.weft.core.policy.ServerProtocol;
import io.weft.destination.policy.ServedPort;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a port is served. Pure.
 *
 * @see "wire-behaviour, 1.8: inbound"
 */
final class InboundPolicyTranslator {
    private InboundPolicyTranslator() {}

    static Server toMessage(ServedPort port) {
        ServerPolicy policy = port.policy();
        Server.Builder message =
                Server.newBuilder().setProtocol(protocol(port)).putAllLabels(MetaTranslator.labels(policy.server()));
        policy.authorizations()
                .forEach(authorization -> message.addAuthorizations(AuthorizationTranslator.toMessage(authorization)));
        return message.build();
    }

    private static ProxyProtocol protocol(ServedPort port) {
        ProxyProtocol.Builder message = ProxyProtocol.newBuilder();
        switch (port.policy().protocol()) {
            case ServerProtocol.Detect(var timeout) -> {
                ProxyProtocol.Detect.Builder detect = ProxyProtocol.Detect.newBuilder()
                        .setTimeout(Durations.toMessage(timeout))
                        .addAllHttpRoutes(http(port));
                port.limit().map(RateLimitTranslator::toMessage).ifPresent(detect::setHttpLocalRateLimit);
                message.setDetect(detect);
            }
            case ServerProtocol.Http1() -> {
                ProxyProtocol.Http1.Builder http1 =
                        ProxyProtocol.Http1.newBuilder().addAllRoutes(http(port));
                port.limit().map(RateLimitTranslator::toMessage).ifPresent(http1::setLocalRateLimit);
                message.setHttp1(http1);
            }
            case ServerProtocol.Http2() -> {
                ProxyProtocol.Http2.Builder http2 =
                        ProxyProtocol.Http2.newBuilder().addAllRoutes(http(port));
                port.limit().map(RateLimitTranslator::toMessage).ifPresent(http2::setLocalRateLimit);
                message.setHttp2(http2);
            }
            case ServerProtocol.Grpc() ->
                message.setGrpc(ProxyProtocol.Grpc.newBuilder().addAllRoutes(grpc(port)));
            case ServerProtocol.Opaque() -> message.setOpaque(ProxyProtocol.Opaque.getDefaultInstance());
            case ServerProtocol.Tls() -> message.setTls(ProxyProtocol.Tls.getDefaultInstance());
        }
        return message.build();
    }

    private static List<HttpRoute> http(ServedPort port) {
        return Stream.concat(
                        port.routes().stream().map(AttachedRouteTranslator::http),
                        port.policy().routes().stream().map(InboundRouteTranslator::http))
                .toList();
    }

    private static List<GrpcRoute> grpc(ServedPort port) {
        return Stream.concat(
                        port.routes().stream().map(AttachedRouteTranslator::grpc),
                        port.policy().routes().stream().map(InboundRouteTranslator::grpc))
                .toList();
    }
}
