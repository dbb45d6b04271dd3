package io.weft.viz.metrics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.viz.services.KnownService;
import io.weft.viz.services.KnownServices;
import io.weft.viz.split.Split;
import io.weft.viz.window.Family;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** viz, 3.1: the case of services. */
class ServiceStatQueryTest {
    private static final TimeWindow MINUTE = new TimeWindow("1m", Duration.ofMinutes(1));
    private static final KnownServices SERVICES = new KnownServices(Stream.of("catalog", "idle", "web")
            .map(name -> new KnownService("shop", name, Map.of(), ""))
            .toList());
    private static final Split CANARY = new Split(
            "ServiceProfile",
            "shop",
            "catalog",
            0,
            1,
            new Split.Target("shop", "catalog"),
            List.of(
                    new Split.Leaf(new Split.Target("shop", "catalog"), 0, 2),
                    new Split.Leaf(new Split.Target("shop", "next"), 0, 1)),
            false);

    private final Shop shop = new Shop()
            .meshed("web")
            .meshed("load")
            .outbound(
                    "web", "catalog", 8, "dst_service", "catalog", "tls", "true", "server_id", Shop.identity("catalog"))
            .outbound("load", "catalog", 2, "dst_service", "catalog", "classification", "failure")
            .outbound("load", "web", 5, "dst_service", "web")
            .inbound("web", 99)
            .tell(
                    "web",
                    Family.OPEN_CONNECTIONS,
                    3,
                    "direction",
                    "outbound",
                    "dst_namespace",
                    "shop",
                    "dst_service",
                    "catalog",
                    "peer",
                    "dst");

    @Test
    void everyServiceIsARowAsItsClientsTellWhetherItWasCalledOrNot() {
        assertThat(shop.services(SERVICES, request("", Optional.empty())))
                .containsExactly(
                        row("catalog", stats(8, 2), new TcpStatsJson(3, 0, 0), null, "mixed"),
                        row("idle", null, new TcpStatsJson(0, 0, 0), null, null),
                        row("web", stats(5, 0), new TcpStatsJson(0, 0, 0), null, "none"));
    }

    @Test
    void withASourceOnlyServicesThatItCalledAreRows() {
        ResourceSelector load = new ResourceSelector(ResourceType.DEPLOYMENT, "shop", "load");

        assertThat(shop.services(SERVICES, request("", Optional.of(load))).stream()
                        .map(row -> row.resource().name() + " "
                                + requireNonNull(row.stats()).failureCount()))
                .containsExactly("catalog 2", "web 0");
    }

    @Test
    void leavesOfASplitAreRowsWithTheirWeights() {
        shop.tell("web", Family.PROFILE_TRIES, 8, "dst", "catalog.shop.svc.cluster.local:80");

        assertThat(shop.services(SERVICES, request("catalog", Optional.empty()), CANARY).stream()
                        .skip(1))
                .containsExactly(
                        row(
                                "catalog",
                                stats(8, 0),
                                null,
                                new TrafficSplitStatsJson("catalog", "catalog", "66.67%"),
                                null),
                        row("catalog", null, null, new TrafficSplitStatsJson("catalog", "next", "33.33%"), null));
    }

    private static ServiceStatRequest request(String name, Optional<ResourceSelector> from) {
        return new ServiceStatRequest("shop", name, MINUTE, from, true, false);
    }

    private static BasicStatsJson stats(long successes, long failures) {
        return new BasicStatsJson(successes, failures, 0, 0, 0, 0, 0);
    }

    private static StatRowJson row(
            String name,
            @Nullable BasicStatsJson stats,
            @Nullable TcpStatsJson tcp,
            @Nullable TrafficSplitStatsJson split,
            @Nullable String authentication) {
        return new StatRowJson(
                new ResourceName("shop", "service", name),
                "1m",
                "",
                0,
                0,
                0,
                stats,
                tcp,
                split,
                null,
                authentication,
                stats == null ? 0 : Shop.WATCHED.toSeconds(),
                Map.of());
    }
}
