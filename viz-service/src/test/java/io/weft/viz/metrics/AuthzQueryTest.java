package io.weft.viz.metrics;

import static io.weft.viz.metrics.Shop.deployment;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.viz.window.Family;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** viz, 3.1: what viz authz asks. */
class AuthzQueryTest {
    private static final String[] SERVER = {
        "srv_kind", "server", "srv_name", "web", "route_kind", "httproute", "route_name", "items"
    };
    private static final String[] ADMITTED =
            Shop.join(SERVER, "authz_kind", "serverauthorization", "authz_name", "all");

    private final Shop shop = new Shop().meshed("web").meshed("catalog");

    @Test
    void requestsAreCountedByServerRouteAndAuthorization() {
        shop.inbound("web", 7, ADMITTED)
                .inbound("web", 1, Shop.join(ADMITTED, "classification", "failure"))
                .tell("web", Family.LATENCY_BUCKETS, 8, Shop.join(ADMITTED, "direction", "inbound", "le", "10"))
                .tell("web", Family.LATENCY_BUCKETS, 8, Shop.join(ADMITTED, "direction", "inbound", "le", "+Inf"))
                .tell("web", Family.REQUESTS_ALLOWED, 8, ADMITTED)
                .tell("web", Family.REQUESTS_DENIED, 3, SERVER)
                .outbound("web", "catalog", 99, ADMITTED)
                .inbound("catalog", 99, ADMITTED)
                .tell("web", Family.CONNECTIONS_DENIED, 99, SERVER);

        assertThat(shop.authz(new ResourceSelector(ResourceType.DEPLOYMENT, "shop", "web")))
                .containsExactly(
                        row(null, 0, 3, "", ""),
                        row(new BasicStatsJson(7, 1, 5, 10, 10, 0, 0), 8, 0, "serverauthorization", "all"));
    }

    @Test
    void aResourceThatReceivedNothingHasNoRows() {
        assertThat(shop.authz(new ResourceSelector(ResourceType.DEPLOYMENT, "shop", "web")))
                .isEmpty();
    }

    @Test
    void onlyPodsThatAreLabelledSoCount() {
        shop.workload("votes", 1, Shop.identity("votes"), Map.of("tier", "front"))
                .inbound("web", 7, ADMITTED)
                .inbound("votes", 5, ADMITTED);

        assertThat(shop.authz(new ResourceSelector(ResourceType.NAMESPACE, "", "shop"), "tier=front"))
                .extracting(each -> requireNonNull(each.stats()).successCount())
                .containsExactly(5L);
    }

    private static StatRowJson row(
            @Nullable BasicStatsJson stats, long allowed, long denied, String kind, String name) {
        return new StatRowJson(
                deployment("web"),
                "1m",
                "",
                0,
                0,
                0,
                stats,
                null,
                null,
                new ServerStatsJson(
                        allowed,
                        denied,
                        new ResourceName("shop", "server", "web"),
                        new ResourceName("shop", "httproute", "items"),
                        new ResourceName("shop", kind, name)),
                null,
                Shop.WATCHED.toSeconds(),
                Map.of());
    }
}
