package io.weft.destination.grpc;

import io.weft.api.opaqueroute.Forbidden;
import io.weft.api.outbound.OpaqueRoute;
import io.weft.destination.routes.Backend;
import io.weft.destination.routes.OutboundRoute;

/** The one route of connections that nobody looks into. Pure. */
final class OpaqueRoutes {
    private static final OpaqueRoute.Filter FORBIDDEN = OpaqueRoute.Filter.newBuilder()
            .setForbidden(Forbidden.getDefaultInstance())
            .build();

    private OpaqueRoutes() {}

    /** @param own where connections go that the route leads nowhere else */
    static OpaqueRoute toMessage(Backend own, OutboundRoute route) {
        OpaqueRoute.Rule.Builder rule = OpaqueRoute.Rule.newBuilder()
                .setBackends(
                        OpaqueDistributions.of(own, route.rules().getFirst().backends()));
        if (route.refuses()) {
            rule.addFilters(FORBIDDEN);
        }
        return OpaqueRoute.newBuilder()
                .setMetadata(MetaTranslator.toMessage(route.ref()))
                .addRules(rule)
                .build();
    }

    /** Refuses every connection. */
    static OpaqueRoute undefinedPort() {
        return OpaqueRoute.newBuilder()
                .setMetadata(MetaTranslator.ofDefault("undefined-port"))
                .addRules(OpaqueRoute.Rule.newBuilder()
                        .setBackends(OpaqueDistributions.nowhere())
                        .addFilters(FORBIDDEN))
                .build();
    }
}
