package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.Latest;
import io.weft.core.ResourceRef;
import io.weft.proxy.control.Watched;
import io.weft.proxy.outbound.discover.EndpointSet;
import io.weft.proxy.outbound.discover.HttpRoutes;
import io.weft.proxy.outbound.discover.HttpRoutes.Case;
import io.weft.proxy.outbound.discover.Profile;
import io.weft.proxy.outbound.discover.ProfileRoutes;
import io.weft.proxy.outbound.discover.Rule;
import io.weft.proxy.route.HttpMatch;
import io.weft.proxy.route.PathMatch;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests are shared out among backends, and the shares change while connections go on. */
class SplitThroughTwoProxiesTest {
    private static final int REQUESTS = 400;
    private static final String GET = "GET / HTTP/1.1\r\nHost: web\r\n\r\n";

    private final RoutedMesh mesh = new RoutedMesh(head -> RoutedMesh.ok("web"), head -> RoutedMesh.ok("other"));

    SplitThroughTwoProxiesTest() throws Exception {}

    @AfterEach
    void stop() throws Exception {
        mesh.close();
    }

    @Test
    void aPolicysWeightsAreFollowedOnOneConnection() throws Exception {
        mesh.follow(Rule.to(RoutedMesh.ROUTE, RoutedMesh.split(90, 10)));

        assertThat(share("other")).isBetween(10, 80);
    }

    @Test
    void aProfilesWeightsAreFollowedAndChangedWithoutReconnecting() throws Exception {
        mesh.proxies.discovery.profile.set(split(90, 10));
        try (Socket client = mesh.connect()) {
            assertThat(share(client, "other")).isBetween(10, 80);
            mesh.proxies.discovery.profile.set(split(100, 0));
            assertThat(RoutedMesh.exchange(client, GET)).startsWith("HTTP/1.1 200 ");
            int before = mesh.other.heads.size();

            assertThat(share(client, "other")).isZero();
            assertThat(mesh.other.heads).hasSize(before);
        }
    }

    @Test
    void noRequestIsLostWhileTheWeightsGoBackAndForth() throws Exception {
        mesh.proxies.discovery.profile.set(split(90, 10));
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answered = IntStream.range(0, 4)
                    .mapToObj(i -> clients.submit(() -> share("web") + share("other")))
                    .toList();
            Future<?> flips = clients.submit(() -> {
                for (int i = 0; !over.get(); i++) {
                    mesh.proxies.discovery.profile.set(i % 2 == 0 ? split(100, 0) : split(0, 100));
                    mesh.get("/");
                }
                return null;
            });
            for (Future<Integer> answers : answered) {
                assertThat(answers.get(30, TimeUnit.SECONDS)).isPositive(); // each answer was a 200
            }
            over.set(true);
            flips.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void theOtherSideIsToldTheServiceThatWasSplit() throws Exception {
        mesh.proxies.discovery.profile.set(split(100, 0));
        mesh.get("/");

        assertThat(mesh.web.heads).singleElement().asString().contains("l5d-dst-canonical: web.test:80\r\n");
    }

    /** Its endpoints are not known yet when it is taken out of the split. */
    @Test
    void aRequestThatWaitsForABackendThatIsTakenOutGoesToAnother() throws Exception {
        mesh.proxies.discovery.others.put("other.test:80", new Latest<>(new Watched.Pending<EndpointSet>()));
        mesh.proxies.discovery.profile.set(split(0, 100));
        try (Socket client = mesh.connect()) {
            client.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
            assertThat(mesh.proxies.discovery.asked.poll(5, TimeUnit.SECONDS)).isEqualTo("other.test:80");
            mesh.proxies.discovery.profile.set(split(100, 0));

            assertThat(ScriptedApp.until(client.getInputStream(), "web")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aRuleTakesWhatItMatchesAndNothingElse() throws Exception {
        HttpMatch admin =
                new HttpMatch(Optional.empty(), PathMatch.prefix("/admin"), List.of(), List.of(), Optional.empty());
        mesh.follow(new HttpRoutes(
                false, List.of(new Case(admin, Rule.to(RoutedMesh.ROUTE, RoutedMesh.split(0, 1)))), Optional.empty()));

        assertThat(mesh.get("/admin/users")).endsWith("other");
        assertThat(mesh.get("/shop")).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void aSplitWithoutAnyWeightIsUnavailable() throws Exception {
        mesh.follow(Rule.to(RoutedMesh.ROUTE, RoutedMesh.split(0, 0)));

        assertThat(mesh.get("/")).startsWith("HTTP/1.1 503 ");
    }

    private static Watched<Profile> split(int web, int other) {
        return new Watched.Present<>(new Profile(
                false,
                "web.test",
                Optional.empty(),
                new ProfileRoutes(
                        ResourceRef.ofDefault("split"),
                        List.of(),
                        Optional.empty(),
                        List.of(
                                new ProfileRoutes.Part(RoutedMesh.WEB.ref(), "web.test:80", web),
                                new ProfileRoutes.Part(RoutedMesh.OTHER.ref(), "other.test:80", other)))));
    }

    private int share(String body) throws Exception {
        try (Socket client = mesh.connect()) {
            return share(client, body);
        }
    }

    private static int share(Socket client, String body) throws Exception {
        int got = 0;
        for (int i = 0; i < REQUESTS; i++) {
            String answer = RoutedMesh.exchange(client, GET);
            assertThat(answer).startsWith("HTTP/1.1 200 ");
            got += answer.endsWith(body) ? 1 : 0;
        }
        return got;
    }
}
