package io.weft.destination.grpc;

import io.weft.api.grpcroute.GrpcRouteMatch;
import io.weft.api.httproute.HttpRouteMatch;
import io.weft.api.httproute.PathMatch;
import io.weft.api.inbound.Authz;
import io.weft.api.inbound.GrpcRoute;
import io.weft.api.inbound.HttpRoute;
import io.weft.core.policy.InboundRoute;
import io.weft.core.policy.RequestMatch;
import java.util.List;

/** Routes of a port. Pure. */
final class InboundRouteTranslator {
    private InboundRouteTranslator() {}

    static HttpRoute http(InboundRoute route) {
        return HttpRoute.newBuilder()
                .setMetadata(MetaTranslator.toMessage(route.ref()))
                .addAllAuthorizations(authorizations(route))
                .addRules(HttpRoute.Rule.newBuilder()
                        .addAllMatches(route.matches().stream()
                                .map(InboundRouteTranslator::match)
                                .toList()))
                .build();
    }

    /** A gRPC port has only the route that takes every call: matches on method and path are for HTTP. */
    static GrpcRoute grpc(InboundRoute route) {
        return GrpcRoute.newBuilder()
                .setMetadata(MetaTranslator.toMessage(route.ref()))
                .addAllAuthorizations(authorizations(route))
                .addRules(GrpcRoute.Rule.newBuilder().addMatches(GrpcRouteMatch.getDefaultInstance()))
                .build();
    }

    private static List<Authz> authorizations(InboundRoute route) {
        return route.authorizations().stream()
                .map(AuthorizationTranslator::toMessage)
                .toList();
    }

    private static HttpRouteMatch match(RequestMatch match) {
        HttpRouteMatch.Builder message = HttpRouteMatch.newBuilder().setPath(path(match.path()));
        match.method().ifPresent(name -> message.setMethod(Methods.toMessage(name)));
        return message.build();
    }

    private static PathMatch path(RequestMatch.PathMatch match) {
        return switch (match) {
            case RequestMatch.PathMatch.Exact(String value) ->
                PathMatch.newBuilder().setExact(value).build();
            case RequestMatch.PathMatch.Prefix(String value) ->
                PathMatch.newBuilder().setPrefix(value).build();
        };
    }
}
