package io.weft.viz.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.viz.split.Split;
import io.weft.viz.split.Split.Leaf;
import io.weft.viz.split.Split.Target;
import io.weft.viz.window.Family;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the requests of a split Service went. */
class CanaryQueryTest {
    private static final Split BY_SPLIT = split("TrafficSplit", "web-canary", 1, false);
    private static final Split BY_ROUTE = split("HTTPRoute", "by-path", 1, false);
    private static final String[] THROUGH = {"direction", "outbound", "dst", "web.shop.svc.cluster.local:8080"};

    private final Shop shop = new Shop().meshed("load").meshed("batch").meshed("web");

    private static Split split(String kind, String name, int rules, boolean overridden) {
        int port = kind.endsWith("Route") ? 8080 : 0;
        return new Split(
                kind,
                "shop",
                name,
                0,
                rules,
                new Target("shop", "web"),
                List.of(new Leaf(new Target("shop", "web"), port, 90), new Leaf(new Target("shop", "next"), port, 10)),
                overridden);
    }

    private static String[] backend(String name, String... more) {
        String[] labels = {
            "parent_kind",
            "Service",
            "parent_namespace",
            "shop",
            "parent_name",
            "web",
            "route_kind",
            "HTTPRoute",
            "route_namespace",
            "shop",
            "route_name",
            "by-path",
            "backend_kind",
            "Service",
            "backend_namespace",
            "shop",
            "backend_name",
            name,
            "backend_port",
            "8080"
        };
        return Shop.join(labels, more);
    }

    private static List<String> leaves(CanaryJson.Split split) {
        return split.leaves().stream()
                .map(leaf -> leaf.leaf().name() + " " + leaf.weight() + " "
                        + leaf.stats().successCount() + "/" + leaf.stats().failureCount() + " "
                        + leaf.stats().latencyMsP50())
                .toList();
    }

    @Test
    void triesOfARouteAreThoseOfItsBackends() {
        shop.tell("load", Family.HTTP_ROUTE_TRIES, 80, backend("web", "http_status", "200"))
                .tell("batch", Family.HTTP_ROUTE_TRIES, 8, backend("web", "http_status", "200"))
                .tell("load", Family.HTTP_ROUTE_TRIES, 12, backend("next", "http_status", "503"))
                .tell("load", Family.HTTP_ROUTE_TRY_SECONDS_BUCKETS, 12, backend("next", "le", "0.1"))
                .tell("load", Family.HTTP_ROUTE_TRY_SECONDS_BUCKETS, 12, backend("next", "le", "+Inf"))
                .tell("load", Family.HTTP_ROUTE_TRIES, 99, backend("web", "route_name", "another"));

        CanaryJson.Split split = shop.canaries(BY_ROUTE).getFirst();
        assertThat(leaves(split)).containsExactly("web 0.9 88/0 0", "next 0.1 0/12 50");
        assertThat(split.unsure()).isEmpty();
    }

    @Test
    void triesOfATrafficSplitAreTheLeavesOwnByClientsThatCallTheSplitService() {
        shop.tell("load", Family.PROFILE_TRIES, 100, THROUGH)
                .outbound("load", "web", 91, "dst_service", "web")
                .outbound("load", "web", 9, "dst_service", "next", "classification", "failure")
                .outbound("batch", "web", 500, "dst_service", "next");

        CanaryJson.Split split = shop.canaries(BY_SPLIT).getFirst();
        assertThat(leaves(split)).containsExactly("web 0.9 91/0 0", "next 0.1 0/9 0");
        assertThat(split.unsure()).isEmpty();
    }

    @Test
    void sharesAreUnsureWhereCallersAlsoCallALeafByItsOwnName() {
        shop.tell("load", Family.PROFILE_TRIES, 100, THROUGH)
                .outbound("load", "web", 90, "dst_service", "web")
                .outbound("load", "web", 60, "dst_service", "next");

        assertThat(shop.canaries(BY_SPLIT).getFirst().unsure()).contains("by their own names");
    }

    @Test
    void sharesAreUnsureWhereSeveralRulesAreCountedTogether() {
        assertThat(shop.canaries(split("HTTPRoute", "by-path", 2, false))
                        .getFirst()
                        .unsure())
                .contains("2 rules");
    }

    @Test
    void splitThatIsOverriddenOrThatNobodyUsesIsThereWithoutRequests() {
        shop.tell("load", Family.PROFILE_TRIES, 100, THROUGH).outbound("load", "web", 90, "dst_service", "web");

        assertThat(shop.canaries(split("TrafficSplit", "older", 1, true), BY_ROUTE).stream()
                        .map(split -> split.overridden() + " " + leaves(split)))
                .containsExactly("true [web 0.9 0/0 0, next 0.1 0/0 0]", "false [web 0.9 0/0 0, next 0.1 0/0 0]");
    }
}
