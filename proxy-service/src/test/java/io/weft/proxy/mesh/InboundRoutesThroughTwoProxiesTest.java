package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.netty.util.AsciiString;
import io.weft.core.ResourceRef;
import io.weft.core.policy.Authentication;
import io.weft.core.policy.Authorization;
import io.weft.core.policy.RateLimit;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.control.Watched;
import io.weft.proxy.inbound.policy.InboundRoute;
import io.weft.proxy.inbound.policy.ServerPolicy;
import io.weft.proxy.route.HeaderEdit;
import io.weft.proxy.route.HttpFilter;
import io.weft.proxy.route.HttpMatch;
import io.weft.proxy.route.PathMatch;
import io.weft.proxy.route.Ratio;
import io.weft.proxy.route.ValueMatch;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** proxy-behaviour, 7: HTTP order: find route (404), authorize (403), filters, rate limit (429). */
class InboundRoutesThroughTwoProxiesTest {
    private static final ServerProtocol DETECT = new ServerProtocol.Detect(Duration.ofSeconds(5));
    private static final HttpMatch BLUE = new HttpMatch(
            Optional.empty(),
            PathMatch.prefix("/"),
            List.of(new ValueMatch("x-team", new ValueMatch.Rule.Exact("blue"))),
            List.of(),
            Optional.empty());
    private static final List<Authorization> EVERYONE =
            TwoProxies.policy(DETECT, new Authentication.Unauthenticated()).authorizations();
    private static final List<Authorization> NOBODY = TwoProxies.policy(
                    DETECT, new Authentication.MeshIdentity(List.of()))
            .authorizations();

    private final BlockingQueue<String> teams = new LinkedBlockingQueue<>();
    private final HttpServer app;
    private final TwoProxies proxies;
    private final Wiretap wire; // the workload itself is always admitted

    InboundRoutesThroughTwoProxiesTest() throws Exception {
        app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        app.createContext("/", exchange -> {
            teams.add(String.valueOf(exchange.getRequestHeaders().getFirst("x-team")));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        proxies = new TwoProxies(app.getAddress().getPort(), DETECT);
        wire = proxies.fromElsewhere();
    }

    @BeforeEach
    void start() {
        app.start();
        assertThat(wire.port()).isPositive();
    }

    @AfterEach
    void stop() throws Exception {
        wire.close();
        proxies.close();
        app.stop(0);
    }

    @Test
    void requestsAreJudgedByTheRouteTheirHeadersLeadTo() throws Exception {
        serve(Optional.empty(), route("blue", BLUE, EVERYONE), route("others", HttpMatch.all(), NOBODY));

        assertThat(get("blue")).isEqualTo(204);
        assertThat(get("green")).isEqualTo(403);
    }

    @Test
    void requestsNoRouteTakesAreNotFound() throws Exception {
        serve(Optional.empty(), route("blue", BLUE, EVERYONE));

        assertThat(get("green")).isEqualTo(404);
    }

    @Test
    void headersAreChangedBeforeTheApplicationSeesThem() throws Exception {
        HeaderEdit edit = new HeaderEdit(
                List.of(), List.of(new HeaderEdit.Header(AsciiString.of("x-team"), AsciiString.of("red"))), List.of());
        serve(Optional.empty(), route("blue", BLUE, EVERYONE, new HttpFilter.EditRequest(edit)));

        assertThat(get("blue")).isEqualTo(204);
        assertThat(teams).containsExactly("red");
    }

    @Test
    void filtersComeAfterAuthorizationAndBeforeTheRateLimit() throws Exception {
        RateLimit limit = new RateLimit(
                ResourceRef.of("policy.linkerd.io", "HTTPLocalRateLimitPolicy", "shop", "web"),
                OptionalLong.of(1),
                OptionalLong.empty(),
                List.of());
        HttpFilter failing = new HttpFilter.Fail(418, "never seen", Ratio.ALL);
        serve(
                Optional.of(limit),
                route("blue", BLUE, EVERYONE, failing),
                route("others", HttpMatch.all(), NOBODY, failing));

        assertThat(List.of(get("green"), get("blue"), get("blue"), get("blue"))).containsExactly(403, 500, 500, 500);
        assertThat(teams).isEmpty();
    }

    /** metrics, 8: inbound. */
    @Test
    void requestsOfARouteAreCountedAsItsOwn() throws Exception {
        serve(Optional.empty(), route("blue", BLUE, EVERYONE));
        assertThat(get("blue")).isEqualTo(204);
        String labels = "parent_group=\"\",parent_kind=\"default\",parent_name=\"web\",parent_port=\""
                + app.getAddress().getPort() + "\",route_group=\"\",route_kind=\"default\",route_name=\"blue\"";

        assertThat(told("inbound_http_statuses_total"))
                .contains(
                        "inbound_http_requests_total{" + labels + "} 1\n",
                        "inbound_http_request_duration_seconds_count{" + labels + "} 1\n",
                        "inbound_http_response_duration_seconds_count{" + labels + "} 1\n",
                        "inbound_http_statuses_total{" + labels + ",status=\"204\"} 1\n");
    }

    /** The exposition, as soon as it has {@code sample}: what a response adds is there when it is out. */
    private String told(String sample) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        String text = TwoProxies.text(proxies.serverMetrics);
        while (!text.contains(sample + "{") && System.nanoTime() < deadline) {
            Thread.onSpinWait();
            text = TwoProxies.text(proxies.serverMetrics);
        }
        return text;
    }

    private void serve(Optional<RateLimit> limit, InboundRoute... routes) {
        proxies.serverPolicy.set(new Watched.Present<>(new ServerPolicy(
                ResourceRef.ofDefault("web"),
                DETECT,
                TwoProxies.policy(DETECT, new Authentication.MeshIdentity(List.of()))
                        .authorizations(),
                List.of(routes),
                limit)));
    }

    private static InboundRoute route(
            String name, HttpMatch match, List<Authorization> authorizations, HttpFilter... filters) {
        return new InboundRoute(ResourceRef.ofDefault(name), match, authorizations, List.of(filters));
    }

    private int get(String team) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + proxies.clientPort() + "/"))
                    .header("x-team", team)
                    .timeout(Duration.ofSeconds(20))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode();
        }
    }
}
