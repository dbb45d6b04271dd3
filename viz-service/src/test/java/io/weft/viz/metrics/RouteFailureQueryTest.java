package io.weft.viz.metrics;

import static io.weft.viz.metrics.Shop.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.viz.window.Family;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteFailureQueryTest {
    private static final ResourceName VOTES = new ResourceName("shop", "service", "votes");
    private static final ResourceName WEB = new ResourceName("shop", "service", "web");
    private static final double SECONDS = Shop.WATCHED.toSeconds();

    private final Shop shop = new Shop().meshed("load").meshed("web").meshed("votes");

    private static String[] profile(String route, String... more) {
        return Shop.join(
                new String[] {"direction", "outbound", "dst", "web.shop.svc.cluster.local:8080", "rt_route", route},
                more);
    }

    private static String[] policy(String kind, String route, String... more) {
        String[] labels = {
            "parent_kind", "Service",
            "parent_namespace", "shop",
            "parent_name", "votes",
            "route_kind", kind,
            "route_name", route
        };
        return Shop.join(labels, more);
    }

    @Test
    void whatARouteOfAProfileRefusesIsToldWithWhatIsBehindItsService() {
        shop.outbound("load", "web", 50, "dst_service", "web")
                .tell("load", Family.PROFILE_RESPONSES, 45, profile("POST /api/vote", "status_code", "200"))
                .tell("load", Family.PROFILE_RESPONSES, 5, profile("POST /api/vote", "status_code", "409"))
                .tell("load", Family.PROFILE_RESPONSES, 90, profile("GET /api/items", "status_code", "200"));

        assertThat(shop.mesh().routeFailures())
                .containsExactly(new RouteFailureJson(
                        deployment("load"),
                        WEB,
                        "ServiceProfile",
                        "POST /api/vote",
                        "409",
                        "",
                        "",
                        true,
                        5,
                        50,
                        SECONDS,
                        List.of(deployment("web"))));
    }

    @Test
    void aProfileSaysWhatIsAFailure() {
        shop.tell(
                "load",
                Family.PROFILE_RESPONSES,
                3,
                profile("POST /api/vote", "status_code", "409", "classification", "failure"));

        assertThat(shop.mesh().routeFailures())
                .extracting(RouteFailureJson::refused, RouteFailureJson::count)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(false, 3L));
    }

    @Test
    void callsOfAPolicysRouteFailOrAreRefusedByTheirStatusOrErrorTheFailuresFirst() {
        shop.tell("web", Family.GRPC_ROUTE_ENDS, 9, policy("GRPCRoute", "cast", "grpc_status", "FAILED_PRECONDITION"))
                .tell("web", Family.GRPC_ROUTE_ENDS, 2, policy("GRPCRoute", "cast", "grpc_status", "INTERNAL"))
                .tell(
                        "web",
                        Family.GRPC_ROUTE_ENDS,
                        1,
                        policy("GRPCRoute", "cast", "error", "RESPONSE_HEADERS_TIMEOUT"))
                .tell("web", Family.GRPC_ROUTE_ENDS, 80, policy("GRPCRoute", "cast", "grpc_status", "OK"))
                .tell("web", Family.HTTP_ROUTE_ENDS, 1, policy("default", "http", "http_status", "503"));

        assertThat(shop.mesh().routeFailures())
                .containsExactly(
                        failure("GRPCRoute", "cast", "", "13", "", false, 2, 92),
                        failure("GRPCRoute", "cast", "", "", "RESPONSE_HEADERS_TIMEOUT", false, 1, 92),
                        failure("default", "[DEFAULT]", "503", "", "", false, 1, 1),
                        failure("GRPCRoute", "cast", "", "9", "", true, 9, 92));
    }

    private static RouteFailureJson failure(
            String kind,
            String route,
            String status,
            String grpcStatus,
            String error,
            boolean refused,
            long count,
            long requests) {
        return new RouteFailureJson(
                deployment("web"),
                VOTES,
                kind,
                route,
                status,
                grpcStatus,
                error,
                refused,
                count,
                requests,
                SECONDS,
                List.of());
    }
}
