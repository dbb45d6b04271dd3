package io.weft.destination.grpc;

import io.weft.api.httproute.HttpRouteMatch;
import io.weft.api.httproute.PathMatch;
import io.weft.api.opaqueroute.Forbidden;
import io.weft.api.outbound.Backend;
import io.weft.api.outbound.HttpRoute;
import io.weft.api.outbound.OpaqueRoute;
import io.weft.api.outbound.Queue;
import io.weft.destination.policy.OutboundSnapshot;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * The routes of a target to which no route object is attached: one for HTTP, one for everything else, same backend. Pure.
 *
 * @param http takes every request
 * @param opaque takes every connection
 */
record OutboundRoutes(HttpRoute http, OpaqueRoute opaque) {
    /** Name of the policy and routes of addresses outside the cluster. */
    static final String EGRESS = "egress-fallback";

    private static final Queue QUEUE = Queue.newBuilder()
            .setCapacity(100)
            .setFailfastTimeout(Durations.toMessage(Duration.ofSeconds(3)))
            .build();

    private static final Backend.BalanceP2c.PeakEwma LOAD = Backend.BalanceP2c.PeakEwma.newBuilder()
            .setDefaultRtt(Durations.toMessage(Duration.ofMillis(30)))
            .setDecay(Durations.toMessage(Duration.ofSeconds(10)))
            .build();

    static OutboundRoutes toService(OutboundSnapshot.OfService service) {
        Backend backend = Backend.newBuilder()
                .setMetadata(MetaTranslator.ofService(service.service(), service.port()))
                .setBalancer(Backend.BalanceP2c.newBuilder()
                        .setDiscovery(Backend.EndpointDiscovery.newBuilder()
                                .setDst(Backend.EndpointDiscovery.DestinationGet.newBuilder()
                                        .setPath(service.discoveryPath())))
                        .setPeakEwma(LOAD))
                .setQueue(QUEUE)
                .build();
        return new OutboundRoutes(http("http", backend), opaque("opaq", backend));
    }

    static OutboundRoutes toTarget(InetSocketAddress target) {
        Backend backend = Backend.newBuilder()
                .setMetadata(MetaTranslator.ofDefault(EGRESS))
                .setForward(EndpointTranslator.bare(target))
                .setQueue(QUEUE)
                .build();
        return new OutboundRoutes(http(EGRESS, backend), opaque(EGRESS, backend));
    }

    /** Refuses every connection. */
    static OpaqueRoute forbidden() {
        return OpaqueRoute.newBuilder()
                .setMetadata(MetaTranslator.ofDefault("undefined-port"))
                .addRules(OpaqueRoute.Rule.newBuilder()
                        .setBackends(OpaqueRoute.Distribution.newBuilder()
                                .setEmpty(OpaqueRoute.Distribution.Empty.getDefaultInstance()))
                        .addFilters(OpaqueRoute.Filter.newBuilder().setForbidden(Forbidden.getDefaultInstance())))
                .build();
    }

    private static HttpRoute http(String name, Backend backend) {
        return HttpRoute.newBuilder()
                .setMetadata(MetaTranslator.ofDefault(name))
                .addRules(HttpRoute.Rule.newBuilder()
                        .addMatches(HttpRouteMatch.newBuilder()
                                .setPath(PathMatch.newBuilder().setPrefix("/")))
                        .setBackends(HttpRoute.Distribution.newBuilder()
                                .setFirstAvailable(HttpRoute.Distribution.FirstAvailable.newBuilder()
                                        .addBackends(HttpRoute.RouteBackend.newBuilder()
                                                .setBackend(backend)))))
                .build();
    }

    private static OpaqueRoute opaque(String name, Backend backend) {
        return OpaqueRoute.newBuilder()
                .setMetadata(MetaTranslator.ofDefault(name))
                .addRules(OpaqueRoute.Rule.newBuilder()
                        .setBackends(OpaqueRoute.Distribution.newBuilder()
                                .setFirstAvailable(OpaqueRoute.Distribution.FirstAvailable.newBuilder()
                                        .addBackends(OpaqueRoute.RouteBackend.newBuilder()
                                                .setBackend(backend)))))
                .build();
    }
}
