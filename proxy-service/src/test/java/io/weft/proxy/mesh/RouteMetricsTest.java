package io.weft.proxy.mesh;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.proxy.config.Backoff;
import io.weft.proxy.control.Sockets;
import io.weft.proxy.outbound.route.BudgetTerms;
import io.weft.proxy.outbound.route.Retry;
import io.weft.proxy.outbound.route.Timeouts;
import io.weft.proxy.route.HttpFilter;
import io.weft.proxy.route.Ratio;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** metrics, 1: prefixed variants; metrics, 5: outbound routes. */
class RouteMetricsTest {
    private static final String PARENT =
            "parent_group=\"core\",parent_kind=\"Service\",parent_namespace=\"test\",parent_name=\"web\","
                    + "parent_port=\"80\",parent_section_name=\"\"";
    private static final String ROUTE = PARENT + ",route_group=\"gateway.networking.k8s.io\",route_kind=\"HTTPRoute\","
            + "route_namespace=\"test\",route_name=\"route\"";
    private static final String BACKEND =
            ROUTE + ",backend_group=\"core\",backend_kind=\"Service\",backend_namespace=\"test\","
                    + "backend_name=\"web\",backend_port=\"80\",backend_section_name=\"\"";

    private final AtomicInteger failures = new AtomicInteger();
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final RoutedMesh mesh = new RoutedMesh(
            head -> head.startsWith("GET /slow")
                    ? late()
                    : failures.getAndDecrement() > 0 ? RoutedMesh.status(503) : RoutedMesh.ok("ok"),
            head -> RoutedMesh.ok("other"));

    RouteMetricsTest() throws Exception {}

    private String late() {
        arrived.countDown();
        try {
            over.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return "";
    }

    @AfterEach
    void stop() throws Exception {
        over.countDown();
        mesh.close();
    }

    @Test
    void requestsAndTriesOfARouteAreCounted() throws Exception {
        mesh.follow(RoutedMesh.rule(Timeouts.NONE, retry(1)));
        failures.set(1);
        mesh.get("/");

        assertThat(text())
                .contains("outbound_http_route_request_statuses_total{" + ROUTE
                        + ",hostname=\"\",http_status=\"200\",error=\"\"} 1")
                .contains("outbound_http_route_request_duration_seconds_count{" + ROUTE + ",hostname=\"\"} 1")
                .contains("outbound_http_route_backend_requests_total{" + BACKEND + "} 2")
                .contains("outbound_http_route_backend_response_statuses_total{" + BACKEND
                        + ",http_status=\"503\",error=\"\"} 1")
                .contains("outbound_http_route_backend_response_statuses_total{" + BACKEND
                        + ",http_status=\"200\",error=\"\"} 1")
                .contains("outbound_http_route_backend_response_frame_size_bytes_sum{" + BACKEND + "} 2")
                .contains("outbound_http_route_retry_requests_total{" + ROUTE + ",hostname=\"\"} 1")
                .contains("outbound_http_route_retry_successes_total{" + ROUTE + ",hostname=\"\"} 1");
    }

    @Test
    void aLimitThatIsReachedIsCounted() throws Exception {
        mesh.follow(RoutedMesh.rule(Timeouts.NONE, retry(1)));
        failures.set(5);
        mesh.get("/");

        assertThat(text())
                .contains("outbound_http_route_retry_limit_exceeded_total{" + ROUTE + ",hostname=\"\"} 1")
                .doesNotContain("outbound_http_route_retry_successes_total{");
    }

    @Test
    void aClientThatHangsUpHasCancelledItsRequest() throws Exception {
        mesh.follow(RoutedMesh.rule(Timeouts.NONE, Optional.empty()));
        try (Socket client = mesh.connect()) {
            client.getOutputStream().write("GET /slow HTTP/1.1\r\nHost: web\r\n\r\n".getBytes(US_ASCII));
            arrived.await();
            client.setSoLinger(true, 0); // it does not only stop sending
        }

        Sockets.await(() -> text().contains("outbound_http_route_request_statuses_total{" + ROUTE
                + ",hostname=\"\",http_status=\"\",error=\"CANCEL\"} 1"));
        assertThat(text())
                .contains("outbound_http_route_backend_response_statuses_total{" + BACKEND
                        + ",http_status=\"\",error=\"CANCEL\"} 1");
    }

    @Test
    void answersOfFiltersAreCountedWithTheirStatusAndWithoutABackend() throws Exception {
        mesh.follow(RoutedMesh.rule(Timeouts.NONE, Optional.empty(), new HttpFilter.Fail(418, "tea", Ratio.ALL)));
        mesh.get("/");

        assertThat(text())
                .contains("outbound_http_route_request_statuses_total{" + ROUTE
                        + ",hostname=\"\",http_status=\"418\",error=\"\"} 1")
                .doesNotContain("outbound_http_route_backend_requests_total{");
    }

    /** They cost a look at no request, but are counted like any other. */
    @Test
    void destinationsWithoutRoutesAreCountedUnderTheirDefaultRoute() throws Exception {
        mesh.get("/");

        assertThat(text())
                .containsPattern("outbound_http_route_request_statuses_total\\{.*route_kind=\"default\","
                        + "route_namespace=\"\",route_name=\"http\",hostname=\"\",http_status=\"200\",error=\"\"} 1")
                .containsPattern("outbound_http_route_backend_requests_total\\{.*backend_name=\"server\".*} 1");
    }

    @Test
    void requestsAndTriesOfAProfilesRouteAreCountedUnderTheOlderNames() throws Exception {
        mesh.proxies.discovery.profile.set(
                RoutedMesh.profile(Optional.of(new BudgetTerms(0, 1, Duration.ofSeconds(1), 0))));
        failures.set(1);
        mesh.get("/");
        failures.set(1);
        mesh.get("/"); // the budget is spent
        String labels = "{direction=\"outbound\",dst=\"web.test:80\",rt_route=\"GET /\"";

        assertThat(text())
                .contains("\nroute_request_total" + labels + "} 2\n")
                .contains("\nroute_response_total" + labels
                        + ",status_code=\"200\",classification=\"success\",grpc_status=\"\",error=\"\"} 1\n")
                .contains("\nroute_response_total" + labels
                        + ",status_code=\"503\",classification=\"failure\",grpc_status=\"\",error=\"\"} 1\n")
                .contains("\nroute_response_latency_ms_count" + labels + ",status_code=\"200\"} 1\n")
                .contains("\nroute_actual_request_total" + labels + "} 3\n")
                .contains("\nroute_actual_response_total" + labels
                        + ",status_code=\"503\",classification=\"failure\",grpc_status=\"\",error=\"\"} 2\n")
                .contains("\nroute_retryable_total" + labels + "} 2\n")
                .contains("\nroute_retryable_total" + labels + ",skipped=\"no_budget\"} 1\n");
    }

    private String text() {
        return TwoProxies.text(mesh.proxies.clientMetrics);
    }

    private static Optional<Retry> retry(int limit) {
        return Optional.of(new Retry(
                limit,
                65_536,
                List.of(new Retry.StatusRange(500, 599)),
                Set.of(),
                Duration.ZERO,
                new Backoff(Duration.ofMillis(1), Duration.ofMillis(2), 0)));
    }
}
