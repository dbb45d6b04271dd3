package io.weft.viz.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.viz.window.Family;
import org.junit.jupiter.api.Test;

class OutboundQueryTest {
    private static final ResourceSelector WEB = new ResourceSelector(ResourceType.DEPLOYMENT, "shop", "web");
    private static final String[] ROUTE = {
        "parent_kind",
        "Service",
        "parent_namespace",
        "shop",
        "parent_name",
        "catalog",
        "parent_port",
        "9000",
        "route_kind",
        "HTTPRoute",
        "route_namespace",
        "shop",
        "route_name",
        "items"
    };

    private final Shop shop = new Shop().meshed("web").meshed("catalog");

    @Test
    void requestsAreByServiceAndRouteWithTheirTimeoutsAndRetries() {
        shop.tell("web", Family.HTTP_ROUTE_ENDS, 90, Shop.join(ROUTE, "http_status", "200"))
                .tell("web", Family.HTTP_ROUTE_ENDS, 6, Shop.join(ROUTE, "http_status", "500"))
                .tell("web", Family.HTTP_ROUTE_ENDS, 4, Shop.join(ROUTE, "error", "REQUEST_TIMEOUT"))
                .tell("web", Family.HTTP_ROUTE_RETRIES, 20, ROUTE)
                .tell("web", Family.HTTP_ROUTE_SECONDS_BUCKETS, 100, Shop.join(ROUTE, "le", "0.05"))
                .tell("web", Family.HTTP_ROUTE_SECONDS_BUCKETS, 100, Shop.join(ROUTE, "le", "+Inf"));

        assertThat(shop.outboundWays(WEB))
                .extracting(row -> row.service().name() + ":" + row.port() + " "
                        + row.route().name() + " "
                        + row.stats().successCount() + " " + row.stats().failureCount() + " "
                        + row.stats().latencyMsP50() + " " + row.timeouts() + " " + row.retries())
                .containsExactly("catalog:9000 items 90 10 25 4 20");
    }

    @Test
    void triesAreByBackendInTheRouteTheyBelongTo() {
        shop.tell("web", Family.GRPC_ROUTE_ENDS, 9, Shop.join(ROUTE, "grpc_status", "OK"))
                .tell("web", Family.GRPC_ROUTE_TRIES, 9, Shop.join(ROUTE, backend("v1", "OK")))
                .tell("web", Family.GRPC_ROUTE_TRIES, 2, Shop.join(ROUTE, backend("v2", "UNAVAILABLE")))
                .tell(
                        "web",
                        Family.GRPC_ROUTE_TRY_SECONDS_BUCKETS,
                        2,
                        Shop.join(ROUTE, Shop.join(backend("v2", ""), "le", "0.1")))
                .tell(
                        "web",
                        Family.GRPC_ROUTE_TRY_SECONDS_BUCKETS,
                        2,
                        Shop.join(ROUTE, Shop.join(backend("v2", ""), "le", "+Inf")));

        assertThat(shop.outboundWays(WEB).getFirst().backends())
                .extracting(each -> each.backend().name() + ":" + each.port() + " "
                        + each.stats().successCount() + " " + each.stats().failureCount() + " "
                        + each.stats().latencyMsP50())
                .containsExactly("v1:9000 9 0 0", "v2:9000 0 2 50");
    }

    @Test
    void routesOfProfilesAreNotAmongThem() {
        shop.tell(
                "web", Family.PROFILE_RESPONSES, 5, "dst", "catalog.shop.svc.cluster.local:9000", "rt_route", "items");

        assertThat(shop.outboundWays(WEB)).isEmpty();
    }

    private static String[] backend(String name, String status) {
        return new String[] {
            "backend_kind",
            "Service",
            "backend_namespace",
            "shop",
            "backend_name",
            name,
            "backend_port",
            "9000",
            "grpc_status",
            status
        };
    }
}
