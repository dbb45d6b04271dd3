package io.weft.proxy.mesh;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.ResourceRef;
import io.weft.core.policy.Authentication;
import io.weft.core.policy.RateLimit;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.config.Backoff;
import io.weft.proxy.control.Watched;
import io.weft.proxy.inbound.policy.InboundRoute;
import io.weft.proxy.inbound.policy.ServerPolicy;
import io.weft.proxy.outbound.discover.EndpointSet;
import io.weft.proxy.outbound.discover.HttpRoutes;
import io.weft.proxy.outbound.route.Retry;
import io.weft.proxy.outbound.route.Timeouts;
import io.weft.proxy.route.HttpFilter;
import io.weft.proxy.route.Ratio;
import io.weft.proxy.tap.TapEvent;
import io.weft.proxy.tap.TapMatch;
import io.weft.proxy.tap.TapWatch;
import io.weft.proxy.tap.Taps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What tap shows where proxies answer themselves, and of the routes that were taken. */
class TapOfAnswersTest {
    private static final ServerProtocol DETECT = new ServerProtocol.Detect(Duration.ofSeconds(5));

    private final AtomicInteger failures = new AtomicInteger();
    private final RoutedMesh mesh = new RoutedMesh(
            head -> failures.getAndDecrement() > 0 ? RoutedMesh.status(503) : RoutedMesh.ok("ok"),
            head -> RoutedMesh.ok("other"));
    private final TwoProxies proxies = mesh.proxies;

    TapOfAnswersTest() throws Exception {}

    @AfterEach
    void stop() throws Exception {
        mesh.close();
    }

    private static TapWatch watch(Taps taps) {
        return taps.add(new TapWatch.Wish(100, new TapMatch.All(List.of()), false), () -> {})
                .orElseThrow();
    }

    private static List<String> told(TapWatch watch) {
        List<String> told = new ArrayList<>();
        for (TapEvent event = watch.poll(); event != null; event = watch.poll()) {
            told.add(
                    switch (event) {
                        case TapEvent.RequestInit request -> "req " + request.path();
                        case TapEvent.ResponseInit response -> "rsp " + response.status();
                        case TapEvent.ResponseEnd end ->
                            end.resetCode().isPresent()
                                    ? "reset " + end.resetCode().getAsLong()
                                    : "end";
                    });
        }
        return told;
    }

    private void judge(Authentication whom, List<InboundRoute> routes, Optional<RateLimit> limit) {
        ServerPolicy admitting = TwoProxies.policy(DETECT, whom);
        proxies.serverPolicy.set(new Watched.Present<>(
                new ServerPolicy(admitting.server(), DETECT, admitting.authorizations(), routes, limit)));
    }

    @Test
    void whoIsDeniedIsShownAtTheServerWithTheRouteAndWithoutAnAuthorization() throws Exception {
        try (Wiretap wire = proxies.fromElsewhere()) {
            assertThat(wire.port()).isPositive();
            judge(new Authentication.MeshIdentity(List.of()), List.of(InboundRoute.ofDefault()), Optional.empty());
            TapWatch watch = watch(proxies.serverTaps);
            mesh.get("/denied");
            Map<String, String> labels = requireNonNull(watch.poll()).parties().destinationLabels();

            assertThat(labels)
                    .containsEntry("route_name", "default")
                    .containsEntry("srv_name", "all-unauthenticated")
                    .doesNotContainKey("authz_name");
            assertThat(told(watch)).containsExactly("rsp 403", "end");
        }
    }

    @Test
    void whatNoRouteOfTheServerTakesIsShown() throws Exception {
        judge(new Authentication.Unauthenticated(), List.of(), Optional.empty());
        TapWatch watch = watch(proxies.serverTaps);
        mesh.get("/nowhere");

        assertThat(told(watch)).containsExactly("req /nowhere", "rsp 404", "end");
    }

    @Test
    void moreRequestsThanTheRateLimitAreShownAsTurnedAway() throws Exception {
        RateLimit limit = new RateLimit(
                ResourceRef.of("policy.linkerd.io", "HTTPLocalRateLimitPolicy", "shop", "web"),
                OptionalLong.of(1),
                OptionalLong.empty(),
                List.of());
        judge(new Authentication.Unauthenticated(), List.of(InboundRoute.ofDefault()), Optional.of(limit));
        TapWatch watch = watch(proxies.serverTaps);
        for (int i = 0; i < 4; i++) {
            mesh.get("/often");
        }

        assertThat(told(watch)).contains("rsp 200", "rsp 429");
    }

    @Test
    void answersOfFiltersAreShownAtTheClientAsGoingNowhere() throws Exception {
        mesh.follow(RoutedMesh.rule(Timeouts.NONE, Optional.empty(), new HttpFilter.Fail(418, "tea", Ratio.ALL)));
        TapWatch watch = watch(proxies.clientTaps);
        mesh.get("/pot");

        assertThat(told(watch)).containsExactly("req /pot", "rsp 418", "end");
    }

    @Test
    void redirectsAreShownAtTheClient() throws Exception {
        mesh.follow(RoutedMesh.rule(
                Timeouts.NONE,
                Optional.empty(),
                new HttpFilter.Redirect(Optional.empty(), Optional.of("elsewhere"), Optional.empty(), 0, 302)));
        TapWatch watch = watch(proxies.clientTaps);
        mesh.get("/moved");

        assertThat(told(watch)).containsExactly("req /moved", "rsp 302", "end");
    }

    @Test
    void whatNoRouteOfTheClientTakesIsShown() throws Exception {
        mesh.follow(new HttpRoutes(false, List.of(), Optional.empty()));
        TapWatch watch = watch(proxies.clientTaps);
        mesh.get("/nowhere");

        assertThat(told(watch)).containsExactly("req /nowhere", "rsp 404", "end");
    }

    @Test
    void aRequestThatFindsNoEndpointInTimeIsShown() throws Exception {
        proxies.discovery.endpoints.set(new Watched.Present<>(new EndpointSet(true, List.of())));
        mesh.follow(
                RoutedMesh.rule(new Timeouts(Duration.ofMillis(50), Duration.ZERO, Duration.ZERO), Optional.empty()));
        TapWatch watch = watch(proxies.clientTaps);
        mesh.get("/nobody");

        assertThat(told(watch)).containsExactly("req /nobody", "rsp 504", "end");
    }

    @Test
    void everyTryIsShownWithItsAnswerAndTheRouteThatTookIt() throws Exception {
        mesh.follow(RoutedMesh.rule(Timeouts.NONE, retry()));
        failures.set(1);
        TapWatch watch = watch(proxies.clientTaps);
        mesh.get("/again");
        TapEvent first = requireNonNull(watch.poll());

        assertThat(first.parties().routeLabels())
                .isEqualTo(Map.of(
                        "route_group", "gateway.networking.k8s.io", "route_kind", "HTTPRoute", "route_name", "route"));
        assertThat(told(watch)).containsExactly("rsp 503", "reset 8", "req /again", "rsp 200", "end");
    }

    @Test
    void aProfilesRouteIsShownByItsLabels() throws Exception {
        proxies.discovery.profile.set(RoutedMesh.profile(Optional.empty()));
        proxies.settle();
        TapWatch watch = watch(proxies.clientTaps);
        mesh.get("/");

        assertThat(requireNonNull(watch.poll()).parties().routeLabels()).isEqualTo(Map.of("route", "GET /"));
    }

    private static Optional<Retry> retry() {
        return Optional.of(new Retry(
                1,
                65_536,
                List.of(new Retry.StatusRange(500, 599)),
                Set.of(),
                Duration.ZERO,
                new Backoff(Duration.ofMillis(1), Duration.ofMillis(2), 0)));
    }
}
