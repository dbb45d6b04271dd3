package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.proxy.outbound.discover.ClientPolicy;
import io.weft.proxy.outbound.discover.HttpRoutes;
import io.weft.proxy.outbound.discover.HttpRoutes.Case;
import io.weft.proxy.outbound.route.Timeouts;
import io.weft.proxy.route.HttpFilter;
import io.weft.proxy.route.HttpMatch;
import io.weft.proxy.route.Ratio;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** wire-api, 11: Detect has routes of each version. */
class VersionedRoutesTest {
    private final RoutedMesh mesh = new RoutedMesh(head -> RoutedMesh.ok("web"), head -> RoutedMesh.ok("other"));

    VersionedRoutesTest() throws Exception {}

    @AfterEach
    void stop() throws Exception {
        mesh.close();
    }

    @Test
    void http2FollowsRoutesOfItsOwn() throws Exception {
        follow(routes(), routes(new HttpFilter.Fail(418, "short and stout", Ratio.ALL)));

        assertThat(mesh.get("/")).endsWith("web");
        assertThat(http2()).isEqualTo("418");
    }

    @Test
    void http1FollowsRoutesOfItsOwn() throws Exception {
        follow(routes(new HttpFilter.Fail(418, "short and stout", Ratio.ALL)), routes());

        assertThat(mesh.get("/")).startsWith("HTTP/1.1 418 ");
        assertThat(http2()).isNotEqualTo("418");
    }

    private String http2() throws Exception {
        RawHttp2 client = RawHttp2.client(mesh.proxies.clientPort());
        client.headers(1, true, ":method", "GET", ":scheme", "http", ":authority", "web", ":path", "/");
        return client.answer(1).status();
    }

    private static HttpRoutes routes(HttpFilter... filters) {
        return new HttpRoutes(
                false,
                List.of(new Case(HttpMatch.all(), RoutedMesh.rule(Timeouts.NONE, Optional.empty(), filters))),
                Optional.empty());
    }

    private void follow(HttpRoutes http1, HttpRoutes http2) {
        mesh.proxies.policy(new ClientPolicy(
                RoutedMesh.WEB.ref(),
                new ClientPolicy.Protocol.Detect(Duration.ofSeconds(5)),
                http1,
                Optional.of(http2),
                new ClientPolicy.Route(RoutedMesh.WEB.ref(), RoutedMesh.WEB)));
    }
}
