package io.weft.destination.grpc;

import io.weft.api.opaqueroute.Forbidden;
import io.weft.api.outbound.OpaqueRoute;
import io.weft.destination.routes.Backend;
import io.weft.destination.routes.WeightedBackend;
import java.util.List;

/** The one route of connections that nobody looks into. Pure. */
final class OpaqueRoutes {
    private OpaqueRoutes() {}

    /** @param split where they go instead of to {@code own}; none: they do not */
    static OpaqueRoute toService(Backend own, List<WeightedBackend> split) {
        return route(
                "opaq",
                OpaqueRoute.Rule.newBuilder()
                        .setBackends(
                                split.isEmpty()
                                        ? OpaqueDistributions.only(BackendTranslator.toMessage(own))
                                        : OpaqueDistributions.weighted(split)));
    }

    static OpaqueRoute to(String name, io.weft.api.outbound.Backend backend) {
        return route(name, OpaqueRoute.Rule.newBuilder().setBackends(OpaqueDistributions.only(backend)));
    }

    /** Refuses every connection. */
    static OpaqueRoute forbidden() {
        return route(
                "undefined-port",
                OpaqueRoute.Rule.newBuilder()
                        .setBackends(OpaqueDistributions.nowhere())
                        .addFilters(OpaqueRoute.Filter.newBuilder().setForbidden(Forbidden.getDefaultInstance())));
    }

    private static OpaqueRoute route(String name, OpaqueRoute.Rule.Builder rule) {
        return OpaqueRoute.newBuilder()
                .setMetadata(MetaTranslator.ofDefault(name))
                .addRules(rule)
                .build();
    }
}
