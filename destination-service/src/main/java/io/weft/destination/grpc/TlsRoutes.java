package io.weft.destination.grpc;

import io.weft.api.opaqueroute.Forbidden;
import io.weft.api.outbound.TlsRoute;
import io.weft.destination.routes.Backend;
import io.weft.destination.routes.OutboundRoute;
import java.util.List;

/** Routes of TLS that applications speak, told apart by server names. Pure. */
final class TlsRoutes {
    private TlsRoutes() {}

    /** @param own where connections go that a route leads nowhere else */
    static List<TlsRoute> toMessages(Backend own, List<OutboundRoute> routes) {
        return routes.stream().map(route -> toMessage(own, route)).toList();
    }

    private static TlsRoute toMessage(Backend own, OutboundRoute route) {
        TlsRoute.Rule.Builder rule = TlsRoute.Rule.newBuilder()
                .setBackends(TlsDistributions.of(own, route.rules().getFirst().backends()));
        if (route.refuses()) {
            rule.addFilters(TlsRoute.Filter.newBuilder().setForbidden(Forbidden.getDefaultInstance()));
        }
        TlsRoute.Builder message = TlsRoute.newBuilder()
                .setMetadata(MetaTranslator.toMessage(route.ref()))
                .addRules(rule);
        route.hostnames().forEach(name -> message.addSnis(RouteMatchTranslator.sni(name)));
        return message.build();
    }
}
