package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.ResourceRef;
import io.weft.proxy.control.Watched;
import io.weft.proxy.outbound.discover.Profile;
import io.weft.proxy.outbound.discover.ProfileRoutes;
import io.weft.proxy.outbound.route.Timeouts;
import io.weft.proxy.route.Condition;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** proxy-behaviour, 4: time-outs. Nothing is waited for but what is to run out. */
class TimeoutsThroughTwoProxiesTest {
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final CountDownLatch done = new CountDownLatch(1);
    private final RoutedMesh mesh = new RoutedMesh(this::answer, head -> RoutedMesh.ok("other"));

    TimeoutsThroughTwoProxiesTest() throws Exception {}

    private String answer(String head) {
        if (head.startsWith("GET /half")) {
            return "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf";
        }
        if (head.contains(" /never")) {
            try {
                done.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
        return RoutedMesh.ok("ok");
    }

    @AfterEach
    void stop() throws Exception {
        done.countDown();
        mesh.close();
    }

    @Test
    void aRequestThatTakesTooLongGets504AndItsConnectionGoesOn() throws Exception {
        follow(new Timeouts(SHORT, Duration.ZERO, Duration.ZERO));
        try (Socket client = mesh.connect()) {
            assertThat(RoutedMesh.exchange(client, "GET /never HTTP/1.1\r\nHost: web\r\n\r\n"))
                    .startsWith("HTTP/1.1 504 ")
                    .doesNotContainIgnoringCase("connection: close");
            assertThat(RoutedMesh.exchange(client, "GET /soon HTTP/1.1\r\nHost: web\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 ");
        }
        assertThat(TwoProxies.text(mesh.proxies.clientMetrics))
                .contains("outbound_http_errors_total{error=\"response timeout\"} 1");
    }

    @Test
    void aResponseThatTakesTooLongGets504() throws Exception {
        follow(new Timeouts(Duration.ZERO, SHORT, Duration.ZERO));

        assertThat(mesh.get("/never")).startsWith("HTTP/1.1 504 ");
    }

    @Test
    void aResponsesTimeBeginsWhenTheRequestIsWhole() throws Exception {
        follow(new Timeouts(Duration.ZERO, Duration.ofSeconds(5), SHORT));
        try (Socket client = mesh.connect()) {
            client.getOutputStream().write("""
                            POST /never HTTP/1.1\r
                            Host: web\r
                            Content-Length: 4\r
                            \r
                            ha""".getBytes(StandardCharsets.US_ASCII));

            assertThat(ScriptedApp.until(client.getInputStream(), "\r\n\r\n")).startsWith("HTTP/1.1 504 "); // idle
        }
    }

    @Test
    void aBodyThatFallsSilentIsBrokenOff() throws Exception {
        follow(new Timeouts(Duration.ZERO, Duration.ZERO, SHORT));
        try (Socket client = mesh.connect()) {
            client.getOutputStream()
                    .write("GET /half HTTP/1.1\r\nHost: web\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("half");
        }
    }

    @Test
    void anApplicationThatThinksIsNotIdle() throws Exception {
        follow(new Timeouts(SHORT.multipliedBy(2), Duration.ZERO, SHORT));

        assertThat(mesh.get("/never")).startsWith("HTTP/1.1 504 ").contains("l5d-proxy-error: request timeout");
    }

    @Test
    void aRequestMaySayItsOwnTimeWhereTheRouteAllowsIt() throws Exception {
        follow(Timeouts.NONE);

        assertThat(mesh.get("/never", "l5d-timeout: 20s\r\n", "l5d-request-timeout: 100ms\r\n"))
                .startsWith("HTTP/1.1 504 ");
        assertThat(mesh.get("/soon", "l5d-response-timeout: 5s\r\n")).startsWith("HTTP/1.1 200 ");
        assertThat(mesh.web.heads).last().asString().doesNotContain("l5d-response-timeout");
    }

    @Test
    void aProfilesTimeRunsOutAndClosesTheConnection() throws Exception {
        mesh.proxies.discovery.profile.set(new Watched.Present<>(new Profile(
                false,
                "web.test",
                Optional.empty(),
                new ProfileRoutes(
                        ResourceRef.ofDefault("profile"),
                        List.of(new ProfileRoutes.Route(
                                new Condition.Method("GET"), List.of(), Map.of(), false, SHORT, Optional.empty())),
                        Optional.empty(),
                        List.of()))));

        assertThat(mesh.get("/never"))
                .startsWith("HTTP/1.1 504 ")
                .containsIgnoringCase("connection: close")
                .contains("l5d-proxy-error: request timeout");
    }

    private void follow(Timeouts timeouts) {
        mesh.follow(RoutedMesh.rule(timeouts, Optional.empty()));
    }
}
