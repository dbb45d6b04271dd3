package io.weft.viz.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.viz.window.Family;
import org.junit.jupiter.api.Test;

class InboundQueryTest {
    private static final ResourceSelector WEB = new ResourceSelector(ResourceType.DEPLOYMENT, "shop", "web");

    private final Shop shop = new Shop().meshed("web").meshed("votes");

    @Test
    void requestsAreByServerPortAndRoute() {
        shop.inbound("web", 7, way("10.42.0.1:8080", "items"))
                .inbound("web", 2, Shop.join(way("10.42.0.1:8080", "items"), "classification", "failure"))
                .tell("web", Family.LATENCY_BUCKETS, 9, Shop.join(way("10.42.0.1:8080", "items"), "le", "10"))
                .tell("web", Family.LATENCY_BUCKETS, 9, Shop.join(way("10.42.0.1:8080", "items"), "le", "+Inf"))
                .inbound("web", 3, way("10.42.0.1:9000", "items"))
                .inbound("votes", 5, way("10.42.0.2:8080", "items"));

        assertThat(shop.inboundWays(WEB))
                .extracting(row -> row.resource().name() + " " + row.server().name() + ":" + row.port() + " "
                        + row.route().type() + "/" + row.route().name() + " "
                        + row.stats().successCount() + " "
                        + row.stats().failureCount() + " " + row.stats().latencyMsP50() + " " + row.observedSeconds())
                .containsExactly(
                        "web web-http:8080 HTTPRoute/items 7 2 5 20.0", "web web-http:9000 HTTPRoute/items 3 0 0 20.0");
    }

    @Test
    void ownScrapesAndWhatIsSentAreNotReceived() {
        shop.inbound("web", 7, "target_addr", "10.42.0.1:4191").outbound("web", "votes", 3);

        assertThat(shop.inboundWays(WEB)).isEmpty();
    }

    private static String[] way(String target, String route) {
        return new String[] {
            "direction",
            "inbound",
            "target_addr",
            target,
            "srv_kind",
            "server",
            "srv_name",
            "web-http",
            "route_kind",
            "HTTPRoute",
            "route_name",
            route
        };
    }
}
