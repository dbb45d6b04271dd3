package io.weft.viz.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.viz.dashboard.MetricsApi;
import io.weft.viz.scrape.Scraper;
import io.weft.viz.tap.TapApi;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** The page in a process for itself, and metrics in another that is not there. */
class WebRoleTest {
    private static final List<String> ASKED = new CopyOnWriteArrayList<>();
    private static final DisposableServer METRICS = HttpServer.create()
            .host("127.0.0.1")
            .route(routes -> routes.get(
                            "/api/live",
                            (request, response) -> response.sse()
                                    .sendString(Flux.just("data:1\n\n").concatWith(Mono.never())))
                    .get("/api/{name}", (request, response) -> {
                        ASKED.add(request.uri());
                        return response.status(request.uri().contains("planet") ? 400 : 200)
                                .header("Content-Type", "application/json")
                                .sendString(Mono.just("{\"told\":true}"));
                    }))
            .bindNow();

    private static VizProcess web =
            VizProcess.start("--mesh.viz.roles=web", "--mesh.viz.metrics-api=127.0.0.1:" + METRICS.port());

    @BeforeAll
    static void nothingElseIsThere() {
        assertThat(web.context().getBeanProvider(MetricsApi.class).stream()).isEmpty();
        assertThat(web.context().getBeanProvider(Scraper.class).stream()).isEmpty();
        assertThat(web.context().getBeanProvider(TapApi.class).stream()).isEmpty();
    }

    @AfterAll
    static void stop() {
        web.close();
        METRICS.disposeNow();
    }

    @Test
    void whatThePageAsksIsAnsweredByWhoHasTheMetrics() {
        client().get()
                .uri(URI.create("http://localhost:" + web.port() + "/api/stat?namespace=a%20b&window=1m"))
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType("application/json")
                .expectBody()
                .json("{\"told\":true}");
        client().get()
                .uri("/api/stat?resource_type=planet")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .json("{\"told\":true}");

        assertThat(ASKED).contains("/api/stat?namespace=a%20b&window=1m");
    }

    @Test
    void pageIsToldThatNobodysRequestsAreShownHere() {
        client().get()
                .uri("/api/tap")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"here\":false}");
        client().post()
                .uri("/api/v1/tap")
                .header("Content-Type", "application/json")
                .bodyValue("{\"namespace\":\"shop\"}")
                .exchange()
                .expectStatus()
                .isEqualTo(405)
                .expectBody()
                .returnResult();
    }

    @Test
    void liveAnswersArePassedOnAsTheyCome() {
        assertThat(client().get()
                        .uri("/api/live")
                        .exchange()
                        .expectHeader()
                        .contentTypeCompatibleWith("text/event-stream")
                        .returnResult(String.class)
                        .getResponseBody()
                        .blockFirst(Duration.ofSeconds(20)))
                .isEqualTo("1");
    }

    @Test
    void metricsThatAreAwayAreABadGateway() {
        try (VizProcess alone = VizProcess.start("--mesh.viz.roles=web", "--mesh.viz.metrics-api=127.0.0.1:1")) {
            client(alone.port())
                    .get()
                    .uri("/api/stat")
                    .exchange()
                    .expectStatus()
                    .isEqualTo(502)
                    .expectBody()
                    .jsonPath("$.error")
                    .isNotEmpty();
        }
    }

    @Test
    void pageIsServed() {
        client().get().uri("/").exchange().expectStatus().isOk().expectBody().returnResult();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "planet", "tap-injector,web", "tap-injector,jaeger-injector"})
    void rolesThatCannotBeAreRefused(String roles) {
        assertThatThrownBy(() -> VizProcess.start("--mesh.viz.roles=" + roles).close())
                .isNotNull();
    }

    private static WebTestClient client() {
        return client(web.port());
    }

    private static WebTestClient client(int port) {
        return WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .responseTimeout(Duration.ofSeconds(20))
                .build();
    }
}
