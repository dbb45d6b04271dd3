package io.weft.destination.grpc;

import io.weft.api.httproute.HttpRouteMatch;
import io.weft.api.httproute.PathMatch;
import io.weft.api.opaqueroute.Forbidden;
import io.weft.api.outbound.HttpRoute;
import io.weft.api.outbound.OpaqueRoute;
import io.weft.destination.routes.Backend;
import io.weft.destination.routes.WeightedBackend;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * The routes of a target to which no route object is attached: one for HTTP, one for everything else, to the same places. Pure.
 *
 * @param http takes every request
 * @param opaque takes every connection
 */
record OutboundRoutes(HttpRoute http, OpaqueRoute opaque) {
    /** Name of the policy and routes of addresses outside the cluster. */
    static final String EGRESS = "egress-fallback";

    /** @param split where the traffic goes instead of to {@code own}; none: it does not */
    static OutboundRoutes toService(Backend.ToService own, List<WeightedBackend> split) {
        return split.isEmpty()
                ? routes("http", "opaq", BackendTranslator.toMessage(own))
                : new OutboundRoutes(
                        http("http", HttpDistributions.weighted(split)),
                        opaque("opaq", OpaqueDistributions.weighted(split)));
    }

    static OutboundRoutes toTarget(InetSocketAddress target) {
        return routes(EGRESS, EGRESS, BackendTranslator.forward(EGRESS, target));
    }

    /** Refuses every connection. */
    static OpaqueRoute forbidden() {
        return OpaqueRoute.newBuilder()
                .setMetadata(MetaTranslator.ofDefault("undefined-port"))
                .addRules(OpaqueRoute.Rule.newBuilder()
                        .setBackends(OpaqueDistributions.nowhere())
                        .addFilters(OpaqueRoute.Filter.newBuilder().setForbidden(Forbidden.getDefaultInstance())))
                .build();
    }

    private static OutboundRoutes routes(String http, String opaque, io.weft.api.outbound.Backend backend) {
        return new OutboundRoutes(
                http(http, HttpDistributions.only(backend)), opaque(opaque, OpaqueDistributions.only(backend)));
    }

    private static HttpRoute http(String name, HttpRoute.Distribution backends) {
        return HttpRoute.newBuilder()
                .setMetadata(MetaTranslator.ofDefault(name))
                .addRules(HttpRoute.Rule.newBuilder()
                        .addMatches(HttpRouteMatch.newBuilder()
                                .setPath(PathMatch.newBuilder().setPrefix("/")))
                        .setBackends(backends))
                .build();
    }

    private static OpaqueRoute opaque(String name, OpaqueRoute.Distribution backends) {
        return OpaqueRoute.newBuilder()
                .setMetadata(MetaTranslator.ofDefault(name))
                .addRules(OpaqueRoute.Rule.newBuilder().setBackends(backends))
                .build();
    }
}
