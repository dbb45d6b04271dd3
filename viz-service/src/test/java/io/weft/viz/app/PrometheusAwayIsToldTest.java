package io.weft.viz.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.testkit.port.FreePorts;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.test.StepVerifier;

/** The whole service beside a Prometheus that is not there. */
class PrometheusAwayIsToldTest {
    private static ConfigurableApplicationContext context;
    private static WebTestClient client;
    private static int management;

    @BeforeAll
    static void start() {
        int port = FreePorts.take();
        management = FreePorts.take();
        context = SpringApplication.run(
                VizApplication.class,
                "--server.port=" + port,
                "--management.server.port=" + management,
                "--spring.grpc.server.port=" + FreePorts.take(),
                "--mesh.viz.destination=127.0.0.1:" + FreePorts.take(),
                "--mesh.viz.prometheus-url=http://127.0.0.1:" + FreePorts.take());
        client = WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .responseTimeout(Duration.ofSeconds(20))
                .build();
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/stat", "/api/edges", "/api/routes", "/api/authz", "/api/stat-inbound", "/api/stat-outbound"
            })
    void questionsAboutMetricsGetTheReason(String path) {
        client.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE)
                .expectBody()
                .jsonPath("$.error")
                .value(
                        String.class,
                        reason -> assertThat(reason)
                                .startsWith("Prometheus at http://127.0.0.1:")
                                .contains("does not answer: ", "Connection refused"));
    }

    @Test
    void pageIsToldTheReasonAndWhatIsKnownAllTheSame() {
        StepVerifier.create(client.get()
                        .uri("/api/live")
                        .exchange()
                        .returnResult(String.class)
                        .getResponseBody()
                        .take(1))
                .expectNextMatches(look -> look.contains("\"workloadsKnown\":false,")
                        && look.contains("\"watchingSince\":null,\"metricsUnavailable\":\"Prometheus at http://")
                        && look.contains("\"workloads\":[]"))
                .expectComplete()
                .verify(Duration.ofSeconds(20));
    }

    @Test
    void prometheusIsNotToldThatThereIsNothingToScrapeBeforeItIsKnown() {
        WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + management)
                .build()
                .get()
                .uri("/targets")
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE)
                .expectBody(String.class)
                .isEqualTo("destination-service has not told yet which workloads there are\n");
    }

    @Test
    void tracesNeedNone() {
        client.get()
                .uri("/api/traces")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.traces")
                .isEmpty();
    }
}
