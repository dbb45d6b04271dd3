package io.weft.viz.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.viz.metrics.RoutesJson.RouteTable;
import io.weft.viz.metrics.RoutesJson.Row;
import io.weft.viz.metrics.RoutesRequest.Target;
import io.weft.viz.window.Family;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** viz, 3.1: routes. */
class RoutesQueryTest {
    private static final String[] PROFILE = {"direction", "outbound", "dst", "catalog.shop.svc.cluster.local:9000"};
    private static final String[] ITEMS = Shop.join(PROFILE, "rt_route", "GET /items");
    private static final Target SERVICE = Target.of("svc", "shop", "catalog");

    private final Shop shop =
            new Shop().meshed("web").meshed("batch").meshed("catalog").meshed("votes");

    private static String[] policy(String service, String kind, String route, String... more) {
        String[] labels = {
            "parent_kind", "Service",
            "parent_namespace", "shop",
            "parent_name", service,
            "route_kind", kind,
            "route_name", route
        };
        return Shop.join(labels, more);
    }

    private static Row row(String route, String kind, String service, BasicStatsJson stats) {
        return new Row(route, "1m", stats, service + ".shop.svc.cluster.local", kind, 0, 0, Shop.WATCHED.toSeconds());
    }

    private static Row rest(String service, BasicStatsJson stats) {
        return row("[DEFAULT]", "default", service, stats);
    }

    @Test
    void routesOfAProfileAreCountedWithWhatTheApplicationsSawAndEachTry() {
        shop.tell("web", Family.PROFILE_RESPONSES, 8, ITEMS)
                .tell("batch", Family.PROFILE_RESPONSES, 2, Shop.join(ITEMS, "classification", "failure"))
                .tell("web", Family.PROFILE_TRIES, 8, ITEMS)
                .tell("web", Family.PROFILE_TRIES, 5, Shop.join(ITEMS, "classification", "failure"))
                .tell("web", Family.PROFILE_LATENCY_BUCKETS, 10, Shop.join(ITEMS, "le", "10"))
                .tell("web", Family.PROFILE_LATENCY_BUCKETS, 10, Shop.join(ITEMS, "le", "+Inf"))
                .tell("web", Family.PROFILE_RESPONSES, 1, PROFILE);

        assertThat(shop.routes(SERVICE, Optional.empty()))
                .containsExactly(new RouteTable(
                        "service/catalog",
                        "shop",
                        List.of(
                                row(
                                        "GET /items",
                                        "ServiceProfile",
                                        "catalog",
                                        new BasicStatsJson(8, 2, 5, 10, 10, 8, 5)),
                                rest("catalog", new BasicStatsJson(1, 0, 0, 0, 0, 0, 0)))));
    }

    @Test
    void routesOfPoliciesFailByTheirStatusOrTheirError() {
        shop.tell("web", Family.HTTP_ROUTE_ENDS, 7, policy("catalog", "HTTPRoute", "items", "http_status", "404"))
                .tell("web", Family.HTTP_ROUTE_ENDS, 2, policy("catalog", "HTTPRoute", "items", "http_status", "503"))
                .tell("web", Family.HTTP_ROUTE_ENDS, 1, policy("catalog", "HTTPRoute", "items", "error", "FAIL_FAST"))
                .tell("web", Family.HTTP_ROUTE_TRIES, 9, policy("catalog", "HTTPRoute", "items", "http_status", "200"))
                .tell(
                        "web",
                        Family.HTTP_ROUTE_SECONDS_BUCKETS,
                        10,
                        policy("catalog", "HTTPRoute", "items", "le", "0.5"))
                .tell(
                        "web",
                        Family.HTTP_ROUTE_SECONDS_BUCKETS,
                        10,
                        policy("catalog", "HTTPRoute", "items", "le", "+Inf"))
                .tell(
                        "web",
                        Family.GRPC_ROUTE_ENDS,
                        4,
                        policy("catalog", "GRPCRoute", "calls", "grpc_status", "NOT_FOUND"))
                .tell(
                        "web",
                        Family.GRPC_ROUTE_ENDS,
                        3,
                        policy("catalog", "GRPCRoute", "calls", "grpc_status", "INTERNAL"))
                .tell("web", Family.HTTP_ROUTE_ENDS, 6, policy("catalog", "default", "http", "http_status", "200"))
                .tell("web", Family.HTTP_ROUTE_ENDS, 99, "parent_kind", "default", "parent_name", "all");

        assertThat(shop.routes(SERVICE, Optional.empty()))
                .containsExactly(new RouteTable(
                        "service/catalog",
                        "shop",
                        List.of(
                                row("calls", "GRPCRoute", "catalog", new BasicStatsJson(4, 3, 0, 0, 0, 0, 0)),
                                row("items", "HTTPRoute", "catalog", new BasicStatsJson(7, 3, 250, 475, 495, 9, 0)),
                                rest("catalog", new BasicStatsJson(6, 0, 0, 0, 0, 0, 0)))));
    }

    @Test
    void aWorkloadReceivesWhatIsSentToTheServicesThatLeadToIt() {
        shop.outbound("web", "catalog", 1, "dst_service", "stock")
                .outbound("web", "votes", 1, "dst_service", "votes")
                .tell("web", Family.HTTP_ROUTE_ENDS, 5, policy("stock", "default", "http", "http_status", "200"))
                .tell("web", Family.HTTP_ROUTE_ENDS, 6, policy("votes", "default", "http", "http_status", "200"));

        assertThat(shop.routes(Target.of("deploy", "shop", "catalog"), Optional.empty()))
                .containsExactly(new RouteTable(
                        "deployment/catalog", "shop", List.of(rest("stock", new BasicStatsJson(5, 0, 0, 0, 0, 0, 0)))));
        assertThat(shop.routes(Target.of("deploy", "shop", ""), Optional.empty()))
                .extracting(RouteTable::resource)
                .containsExactly("deployment/catalog", "deployment/votes");
    }

    @Test
    void towardsAServiceOnlyWhatTheSubjectSendsCounts() {
        shop.tell("web", Family.PROFILE_RESPONSES, 8, ITEMS)
                .tell("batch", Family.PROFILE_RESPONSES, 2, ITEMS)
                .tell("web", Family.HTTP_ROUTE_ENDS, 6, policy("votes", "default", "http", "http_status", "200"));

        assertThat(shop.routes(Target.of("deploy", "shop", "web"), Optional.of(SERVICE)))
                .containsExactly(new RouteTable(
                        "deployment/web",
                        "shop",
                        List.of(row(
                                "GET /items", "ServiceProfile", "catalog", new BasicStatsJson(8, 0, 0, 0, 0, 0, 0)))));
    }

    @Test
    void onlyPodsThatAreLabelledSoAreSentToOrSend() {
        shop.workload("front", 1, Shop.identity("front"), Map.of("tier", "front"))
                .outbound("web", "catalog", 1, "dst_service", "stock")
                .outbound("web", "front", 1, "dst_service", "front")
                .tell("web", Family.HTTP_ROUTE_ENDS, 5, policy("stock", "default", "http", "http_status", "200"))
                .tell("web", Family.HTTP_ROUTE_ENDS, 6, policy("front", "default", "http", "http_status", "200"))
                .tell("front", Family.HTTP_ROUTE_ENDS, 7, policy("stock", "default", "http", "http_status", "200"));

        assertThat(shop.routes(Target.of("deploy", "shop", ""), Optional.empty(), "tier=front"))
                .extracting(RouteTable::resource)
                .containsExactly("deployment/front");
        assertThat(shop.routes(
                        Target.of("deploy", "shop", ""),
                        Optional.of(Target.of("svc", "shop", "stock")),
                        "tier in (front)"))
                .extracting(RouteTable::resource)
                .containsExactly("deployment/front");
        assertThatThrownBy(() -> shop.routes(SERVICE, Optional.empty(), "tier=front"))
                .hasMessage("label_selector is of pods: ask for what is, or owns, some");
    }

    @Test
    void aServiceSendsNothing() {
        assertThatThrownBy(() -> shop.routes(SERVICE, Optional.of(SERVICE)))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("a Service sends nothing");
    }

    @Test
    void routesAreNotCountedAsTraffic() {
        shop.tell("web", Family.HTTP_ROUTE_ENDS, 6, policy("catalog", "default", "http", "http_status", "200"));

        assertThat(shop.mesh().workloads()).allMatch(row -> row.stats() == null);
        assertThat(shop.edges()).isEmpty();
    }

    @Test
    void retriesAreThoseThatWereMadeAndTimeoutsAreToldApartWhateverNamesTheRoute() {
        shop.tell("web", Family.PROFILE_RESPONSES, 3, Shop.join(ITEMS, "classification", "failure", "error", "timeout"))
                .tell("web", Family.PROFILE_RESPONSES, 9, ITEMS)
                .tell("web", Family.PROFILE_RETRYABLE, 7, ITEMS)
                .tell("web", Family.PROFILE_RETRYABLE, 2, Shop.join(ITEMS, "skipped", "no_budget"))
                .tell(
                        "web",
                        Family.HTTP_ROUTE_ENDS,
                        4,
                        policy("votes", "HTTPRoute", "vote", "error", "REQUEST_TIMEOUT"))
                .tell("web", Family.HTTP_ROUTE_RETRIES, 6, policy("votes", "HTTPRoute", "vote"));

        assertThat(shop.routes(Target.of("svc", "", ""), Optional.empty()).stream()
                        .flatMap(table -> table.rows().stream())
                        .map(row -> row.route() + " " + row.retries() + " " + row.timeouts()))
                .containsExactly("GET /items 5 3", "vote 6 4");
    }

    @Test
    void towardsEveryServiceIsEverythingTheSubjectSends() {
        shop.tell("web", Family.PROFILE_RESPONSES, 8, ITEMS)
                .tell("batch", Family.PROFILE_RESPONSES, 2, ITEMS)
                .tell("web", Family.HTTP_ROUTE_ENDS, 6, policy("votes", "default", "http", "http_status", "200"));

        assertThat(shop.routes(Target.of("deploy", "shop", "web"), Optional.of(Target.of("svc", "", ""))).stream()
                        .flatMap(table -> table.rows().stream())
                        .map(row -> row.authority() + " " + row.route()))
                .containsExactly("catalog.shop.svc.cluster.local GET /items", "votes.shop.svc.cluster.local [DEFAULT]");
    }
}
