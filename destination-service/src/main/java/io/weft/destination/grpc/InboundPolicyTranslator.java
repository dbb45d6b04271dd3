package io.weft.destination.grpc;

import io.weft.api.inbound.ProxyProtocol;
import io.weft.api.inbound.Server;
import io.weft.core.policy.ServerPolicy;
import io.weft.core.policy.ServerProtocol;

/**
 * How a port is served. Pure.
 *
 * @see "wire-behaviour, 1.8: inbound"
 */
final class InboundPolicyTranslator {
    private InboundPolicyTranslator() {}

    static Server toMessage(ServerPolicy policy) {
        Server.Builder message =
                Server.newBuilder().setProtocol(protocol(policy)).putAllLabels(MetaTranslator.labels(policy.server()));
        policy.authorizations()
                .forEach(authorization -> message.addAuthorizations(AuthorizationTranslator.toMessage(authorization)));
        return message.build();
    }

    private static ProxyProtocol protocol(ServerPolicy policy) {
        ProxyProtocol.Builder message = ProxyProtocol.newBuilder();
        var http = policy.routes().stream().map(InboundRouteTranslator::http);
        var grpc = policy.routes().stream().map(InboundRouteTranslator::grpc);
        return switch (policy.protocol()) {
            case ServerProtocol.Detect(var timeout) ->
                message.setDetect(ProxyProtocol.Detect.newBuilder()
                                .setTimeout(Durations.toMessage(timeout))
                                .addAllHttpRoutes(http.toList()))
                        .build();
            case ServerProtocol.Http1() ->
                message.setHttp1(ProxyProtocol.Http1.newBuilder().addAllRoutes(http.toList()))
                        .build();
            case ServerProtocol.Http2() ->
                message.setHttp2(ProxyProtocol.Http2.newBuilder().addAllRoutes(http.toList()))
                        .build();
            case ServerProtocol.Grpc() ->
                message.setGrpc(ProxyProtocol.Grpc.newBuilder().addAllRoutes(grpc.toList()))
                        .build();
            case ServerProtocol.Opaque() ->
                message.setOpaque(ProxyProtocol.Opaque.getDefaultInstance()).build();
            case ServerProtocol.Tls() ->
                message.setTls(ProxyProtocol.Tls.getDefaultInstance()).build();
        };
    }
}
