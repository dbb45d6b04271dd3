package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.Endpoint;
import io.weft.core.Latest;
import io.weft.core.ProtocolHint;
import io.weft.core.ResourceRef;
import io.weft.proxy.config.Backoff;
import io.weft.proxy.control.Watched;
import io.weft.proxy.outbound.discover.EndpointSet;
import io.weft.proxy.outbound.discover.Profile;
import io.weft.proxy.outbound.discover.ProfileRoutes;
import io.weft.proxy.outbound.discover.Rule;
import io.weft.proxy.outbound.route.BudgetTerms;
import io.weft.proxy.outbound.route.ResponseClass;
import io.weft.proxy.outbound.route.Retry;
import io.weft.proxy.outbound.route.Timeouts;
import io.weft.proxy.route.Condition;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** proxy-behaviour, 5: retries. */
class RetriesThroughTwoProxiesTest {
    private static final Backoff SHORT = new Backoff(Duration.ofMillis(1), Duration.ofMillis(2), 0);

    private final AtomicInteger failures = new AtomicInteger();
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile int failure = 503;
    private volatile Runnable beforeFailing = () -> {};
    private final RoutedMesh mesh = new RoutedMesh(this::answer, head -> RoutedMesh.ok("other"));

    RetriesThroughTwoProxiesTest() throws Exception {}

    private String answer(String head) {
        if (failures.getAndDecrement() <= 0) {
            return RoutedMesh.ok("ok");
        }
        if (failure == 0) {
            try {
                done.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
        beforeFailing.run();
        return RoutedMesh.status(failure);
    }

    @AfterEach
    void stop() throws Exception {
        done.countDown();
        mesh.close();
    }

    @Test
    void aStatusOfTheListIsAskedForAgain() throws Exception {
        follow(retry(2, 65_536, Duration.ZERO));
        failures.set(2);

        assertThat(mesh.get("/")).startsWith("HTTP/1.1 200 ");
        assertThat(mesh.web.heads).hasSize(3);
    }

    @Test
    void theLastAnswerIsPassedOnWhenTheLimitIsReached() throws Exception {
        follow(retry(2, 65_536, Duration.ZERO));
        failures.set(9);

        assertThat(mesh.get("/")).startsWith("HTTP/1.1 503 ");
        assertThat(mesh.web.heads).hasSize(3);
    }

    @Test
    void aStatusOutsideTheListIsPassedOn() throws Exception {
        follow(retry(2, 65_536, Duration.ZERO));
        failures.set(1);
        failure = 404;

        assertThat(mesh.get("/")).startsWith("HTTP/1.1 404 ");
        assertThat(mesh.web.heads).hasSize(1);
    }

    @Test
    void theBodyIsSentAgain() throws Exception {
        follow(retry(2, 65_536, Duration.ZERO));
        failures.set(2);

        assertThat(chunked("5\r\nhello\r\n6\r\n again\r\n0\r\nx-sum: 7\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(mesh.web.bodies)
                .hasSize(3)
                .allSatisfy(body -> assertThat(body).contains("hello", "again", "x-sum: 7"));
    }

    @Test
    void aBodyThatIsTooLargeIsSentOnce() throws Exception {
        follow(retry(2, 8, Duration.ZERO));
        failures.set(1);

        assertThat(chunked("5\r\nhello\r\n6\r\n again\r\n0\r\n\r\n")).startsWith("HTTP/1.1 503 ");
        assertThat(mesh.web.heads).hasSize(1);
    }

    @Test
    void aBodyThatSaysItIsTooLargeIsSentOnce() throws Exception {
        follow(retry(2, 4, Duration.ZERO));
        failures.set(1);
        try (Socket client = mesh.connect()) {
            // the application reads no body, so that the answer comes whatever becomes of it
            assertThat(RoutedMesh.exchange(client, "POST / HTTP/1.1\r\nHost: web\r\nContent-Length: 5\r\n\r\nhello"))
                    .startsWith("HTTP/1.1 503 ");
        }
        assertThat(mesh.web.heads).first().asString().contains("POST");
        assertThat(mesh.web.heads).filteredOn(head -> head.contains("POST")).hasSize(1);
    }

    @Test
    void aTryThatTakesTooLongIsTriedAgain() throws Exception {
        follow(retry(1, 65_536, Duration.ofSeconds(1)));
        assertThat(mesh.get("/")).startsWith("HTTP/1.1 200 "); // the next meets open connections, and is in time
        mesh.web.heads.clear();
        failures.set(1);
        failure = 0;

        assertThat(mesh.get("/")).startsWith("HTTP/1.1 200 ");
        assertThat(mesh.web.heads).hasSize(2);
    }

    @Test
    void aRequestThatWasAnsweredBeforeItsEndIsNotTriedAgain() throws Exception {
        follow(retry(2, 65_536, Duration.ZERO));
        failures.set(1);
        try (Socket client = mesh.connect()) {
            assertThat(RoutedMesh.exchange(client, "POST / HTTP/1.1\r\nHost: web\r\nContent-Length: 9\r\n\r\nhalf"))
                    .startsWith("HTTP/1.1 503 ");
        }
        assertThat(mesh.web.heads).filteredOn(head -> head.contains("POST")).hasSize(1);
    }

    @Test
    void aRouteWhoseBackendsTakeNoRequestsIsNotTriedAgain() throws Exception {
        Latest<Watched<EndpointSet>> replicas = new Latest<>(bare(mesh.web.port()));
        mesh.proxies.discovery.others.put("web.test:80", replicas);
        follow(retry(2, 65_536, Duration.ZERO));
        failures.set(1);
        beforeFailing = () -> {
            replicas.set(new Watched.Ended<>(true, "no such service"));
            mesh.proxies.settle();
        };

        assertThat(mesh.get("/")).startsWith("HTTP/1.1 503 ");
        assertThat(TwoProxies.text(mesh.proxies.clientMetrics))
                .containsPattern("outbound_http_route_retry_overflow_total\\{.*} 1");
    }

    /** Nobody answers the silent one's ClientHello; its try ends long before it is given up. */
    @Test
    void aTryThatWaitsForItsConnectionIsTriedElsewhere() throws Exception {
        mesh.proxies.connectTimeout = Duration.ofSeconds(60);
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Endpoint known = mesh.proxies.meshed(ProtocolHint.UNKNOWN, true);
            mesh.proxies.discovery.others.put(
                    "web.test:80",
                    new Latest<>(new Watched.Present<>(new EndpointSet(
                            true,
                            List.of(
                                    Endpoint.bare(
                                            new InetSocketAddress(InetAddress.getLoopbackAddress(), mesh.web.port())),
                                    new Endpoint(
                                            new InetSocketAddress(
                                                    InetAddress.getLoopbackAddress(), silent.getLocalPort()),
                                            known.weight(),
                                            known.tls(),
                                            known.hint(),
                                            silent.getLocalPort(),
                                            known.labels()))))));
            follow(retry(3, 65_536, Duration.ofMillis(500)));
            for (int i = 0; i < 20 && !waited(); i++) {
                assertThat(mesh.get("/")).startsWith("HTTP/1.1 200 ");
            }
        }
        assertThat(waited()).isTrue();
    }

    private boolean waited() {
        return TwoProxies.text(mesh.proxies.clientMetrics).contains("error=\"RESPONSE_HEADERS_TIMEOUT\"} ");
    }

    @Test
    void aBackendThatFailsFastIsTriedElsewhereAndThenPassedOver() throws Exception {
        mesh.proxies.discovery.others.put(
                "web.test:80", new Latest<>(new Watched.Present<>(new EndpointSet(true, List.of()))));
        mesh.follow(new Rule(
                RoutedMesh.ROUTE,
                List.of(),
                RoutedMesh.firstAvailable(),
                Timeouts.NONE,
                Optional.of(retry(1, 65_536, Duration.ZERO)),
                true,
                Optional.empty()));

        assertThat(mesh.get("/")).endsWith("other");
        assertThat(mesh.get("/")).endsWith("other");
        assertThat(TwoProxies.text(mesh.proxies.clientMetrics))
                .containsPattern("outbound_http_route_retry_requests_total\\{.*} 1");
    }

    @Test
    void aRequestMaySayItsOwnRetriesWhereTheRouteAllowsIt() throws Exception {
        mesh.follow(RoutedMesh.rule(Timeouts.NONE, Optional.empty()));
        failures.set(3);

        assertThat(mesh.get("/", "l5d-retry-http: 5xx\r\n", "l5d-retry-limit: 3\r\n"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(mesh.web.heads)
                .hasSize(4)
                .allSatisfy(head -> assertThat(head).doesNotContain("l5d-retry"));
    }

    @Test
    void everyTryCountsAtTheEndpoint() throws Exception {
        follow(retry(1, 65_536, Duration.ZERO));
        failures.set(1);
        mesh.get("/");

        assertThat(TwoProxies.text(mesh.proxies.clientMetrics))
                .containsPattern("request_total\\{direction=\"outbound\".*} 2")
                .containsPattern("response_total\\{direction=\"outbound\".*status_code=\"503\".*} 1")
                .containsPattern("response_total\\{direction=\"outbound\".*status_code=\"200\".*} 1");
    }

    @Test
    void aProfilesRouteIsTriedAgainAsLongAsTheBudgetLasts() throws Exception {
        profile(new BudgetTerms(0, 1, Duration.ofSeconds(10), 0), List.of());
        failures.set(10);

        assertThat(mesh.get("/")).startsWith("HTTP/1.1 200 ");
        failures.set(1);
        assertThat(mesh.get("/")).startsWith("HTTP/1.1 503 ");
        assertThat(mesh.web.heads).hasSize(12);
    }

    @Test
    void whatCannotBeSentAgainIsNotPaidFor() throws Exception {
        profile(new BudgetTerms(0, 1, Duration.ofSeconds(10), 0), List.of());
        String large = "11170\r\n" + "0".repeat(70_000) + "\r\n0\r\n\r\n";
        for (int i = 0; i < 10; i++) {
            failures.set(1);
            assertThat(chunked(large)).startsWith("HTTP/1.1 503 ");
        }
        failures.set(1);

        assertThat(mesh.get("/")).startsWith("HTTP/1.1 200 ");
        assertThat(TwoProxies.text(mesh.proxies.clientMetrics)).containsPattern("route_retryable_total\\{.*} 1");
    }

    @Test
    void failuresThatWereNotAskedForAgainFillNoBudget() throws Exception {
        profile(new BudgetTerms(1, 0, Duration.ofSeconds(10), 0), List.of());
        failures.set(3);

        assertThat(mesh.get("/")).startsWith("HTTP/1.1 503 ");
        assertThat(mesh.get("/")).startsWith("HTTP/1.1 503 ");
        assertThat(mesh.web.heads).hasSize(2);
    }

    @Test
    void aProfilesCapHoldsWhateverItsReserve() throws Exception {
        profile(new BudgetTerms(0, 100, Duration.ofSeconds(10), 2), List.of());
        failures.set(9);

        assertThat(mesh.get("/")).startsWith("HTTP/1.1 503 ");
        assertThat(mesh.web.heads).hasSize(3);
    }

    @Test
    void aResponseClassSaysWhatIsAFailure() throws Exception {
        profile(
                new BudgetTerms(0, 1, Duration.ofSeconds(10), 0),
                List.of(
                        new ResponseClass(new ResponseClass.Statuses.Range(404, 404), true),
                        new ResponseClass(new ResponseClass.Statuses.Range(503, 503), false)));
        failures.set(1);

        assertThat(mesh.get("/")).startsWith("HTTP/1.1 503 ");
        failures.set(1);
        failure = 404;
        assertThat(mesh.get("/")).startsWith("HTTP/1.1 200 ");
        assertThat(TwoProxies.text(mesh.proxies.clientMetrics))
                .containsPattern(
                        "response_total\\{direction=\"outbound\".*status_code=\"503\",classification=\"success\".*} 1")
                .containsPattern(
                        "response_total\\{direction=\"outbound\".*status_code=\"404\",classification=\"failure\".*} 1");
    }

    private static Watched<EndpointSet> bare(int port) {
        return new Watched.Present<>(new EndpointSet(
                true, List.of(Endpoint.bare(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)))));
    }

    private String chunked(String body) throws Exception {
        try (Socket client = mesh.connect()) {
            return RoutedMesh.exchange(
                    client, "POST / HTTP/1.1\r\nHost: web\r\nTransfer-Encoding: chunked\r\n\r\n" + body);
        }
    }

    private void follow(Retry retry) {
        mesh.follow(RoutedMesh.rule(Timeouts.NONE, Optional.of(retry)));
    }

    private static Retry retry(int limit, int maxBytes, Duration timeout) {
        return new Retry(limit, maxBytes, List.of(new Retry.StatusRange(500, 599)), Set.of(), timeout, SHORT);
    }

    private void profile(BudgetTerms budget, List<ResponseClass> classes) {
        mesh.proxies.discovery.profile.set(new Watched.Present<>(new Profile(
                false,
                "web.test",
                Optional.empty(),
                new ProfileRoutes(
                        ResourceRef.ofDefault("profile"),
                        List.of(new ProfileRoutes.Route(
                                new Condition.All(List.of()),
                                classes,
                                Map.of("route", "all"),
                                true,
                                Duration.ZERO,
                                Optional.empty())),
                        Optional.of(budget),
                        List.of()))));
    }
}
