package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.ResourceRef;
import io.weft.proxy.control.Watched;
import io.weft.proxy.outbound.discover.Profile;
import io.weft.proxy.outbound.discover.ProfileRoutes;
import io.weft.proxy.outbound.route.BudgetTerms;
import io.weft.proxy.outbound.route.Timeouts;
import io.weft.proxy.route.Condition;
import io.weft.proxy.route.HttpFilter;
import io.weft.proxy.route.HttpMatch;
import io.weft.proxy.route.Ratio;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** brief-vs-linkerd, 5.10: profiles of hosts outside, by what requests name. */
class ProfilesByNameTest {
    private static final String HOST = "external-api.example.com";

    private final AtomicInteger failing = new AtomicInteger();
    private final RoutedMesh mesh = new RoutedMesh(
            head -> failing.getAndDecrement() > 0 ? RoutedMesh.status(503) : RoutedMesh.ok("web"),
            head -> RoutedMesh.ok("other"));

    ProfilesByNameTest() throws Exception {}

    @BeforeEach
    void outside() {
        mesh.proxies.discovery.byName = true;
        mesh.follow(RoutedMesh.rule(Timeouts.NONE, Optional.empty()));
    }

    @AfterEach
    void stop() throws Exception {
        mesh.close();
    }

    @Test
    void aRequestFollowsTheProfileOfTheHostItNames() throws Exception {
        profile(route(false));

        assertThat(get(HOST)).endsWith("web");
        assertThat(mesh.proxies.discovery.askedByName).containsExactly(HOST + ":80");
        assertThat(TwoProxies.text(mesh.proxies.clientMetrics))
                .contains("route_request_total{direction=\"outbound\",dst=\"" + HOST
                        + ":80\",rt_route=\"GET /api/data\"} 1");
        assertThat(mesh.web.heads.getFirst()).doesNotContain("l5d-dst-canonical");
    }

    @Test
    void itsResponsesAreAskedForAgainWithinItsBudget() throws Exception {
        failing.set(1);
        profile(route(true));

        assertThat(get(HOST)).endsWith("web");
        assertThat(mesh.web.heads).hasSize(2);
    }

    @Test
    void whatThePolicyForbidsStaysForbidden() throws Exception {
        mesh.follow(RoutedMesh.rule(
                Timeouts.NONE, Optional.empty(), new HttpFilter.Fail(403, "traffic not allowed", Ratio.ALL)));
        profile(route(false));

        assertThat(get(HOST)).startsWith("HTTP/1.1 403 ");
        assertThat(mesh.web.heads).isEmpty();
    }

    @Test
    void aHostWithoutAProfileIsSentToAsThePolicySays() throws Exception {
        mesh.proxies.discovery.named.set(new Watched.Present<>(new Profile(false, "", Optional.empty())));

        assertThat(get(HOST)).endsWith("web");
        assertThat(TwoProxies.text(mesh.proxies.clientMetrics)).doesNotContain("route_request_total{");
    }

    @Test
    void aControlPlaneThatDoesNotAnswerHoldsNobodyUpForLong() throws Exception {
        assertThat(get(HOST)).endsWith("web");
    }

    @Test
    void everyHostAtAnAddressIsAskedAboutOnce() throws Exception {
        profile(route(false));
        try (Socket client = mesh.connect()) {
            for (String host : List.of("a.example.com", "b.example.com:8080", "A.example.com", "a.example.com")) {
                assertThat(RoutedMesh.exchange(client, "GET /api/data HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
                        .endsWith("web");
            }
        }

        assertThat(mesh.proxies.discovery.askedByName)
                .containsExactly("a.example.com:80", "b.example.com:8080", "a.example.com:80");
    }

    @Test
    void anAddressIsNoHost() throws Exception {
        profile(route(false));

        assertThat(get("192.0.2.1")).endsWith("web");
        assertThat(mesh.proxies.discovery.askedByName).isEmpty();
    }

    @Test
    void aSplitOfTheHostIsFollowed() throws Exception {
        profile(new ProfileRoutes(
                ResourceRef.ofDefault("profile"),
                List.of(),
                Optional.empty(),
                List.of(new ProfileRoutes.Part(ResourceRef.ofDefault("other"), "other.test:80", 1))));

        assertThat(get(HOST)).endsWith("other");
    }

    private static ProfileRoutes route(boolean retryable) {
        Condition get = HttpMatch.all();
        Optional<BudgetTerms> budget = Optional.of(new BudgetTerms(0.2, 10, Duration.ofSeconds(10), 0));
        ProfileRoutes.Route route = new ProfileRoutes.Route(
                get, List.of(), Map.of("route", "GET /api/data"), retryable, Duration.ofSeconds(10), Optional.empty());
        return new ProfileRoutes(ResourceRef.ofDefault("profile"), List.of(route), budget, List.of());
    }

    private void profile(ProfileRoutes routes) {
        mesh.proxies.discovery.named.set(new Watched.Present<>(new Profile(false, HOST, Optional.empty(), routes)));
    }

    private String get(String host) throws Exception {
        try (Socket client = mesh.connect()) {
            return RoutedMesh.exchange(client, "GET /api/data HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        }
    }
}
