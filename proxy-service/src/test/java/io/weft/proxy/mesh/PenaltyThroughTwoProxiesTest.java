package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.Endpoint;
import io.weft.core.Latest;
import io.weft.proxy.config.Backoff;
import io.weft.proxy.control.Watched;
import io.weft.proxy.outbound.discover.Backend;
import io.weft.proxy.outbound.discover.EndpointSet;
import io.weft.proxy.outbound.route.Penalty;
import io.weft.proxy.outbound.route.Retry;
import io.weft.proxy.outbound.route.Timeouts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** proxy-behaviour, 2: whoever says that it is asked too much is asked less. */
class PenaltyThroughTwoProxiesTest {
    private static final String BUSY = "HTTP/1.1 429 Busy\r\nRetry-After: 60\r\nContent-Length: 0\r\n\r\n";

    private final AtomicBoolean busy = new AtomicBoolean(true);
    private final RoutedMesh mesh = new RoutedMesh(head -> answer("web"), head -> answer("other"));

    PenaltyThroughTwoProxiesTest() throws Exception {}

    /** Whoever is asked first is busy, and quick to say so. */
    private String answer(String name) {
        return busy.getAndSet(false) ? BUSY : RoutedMesh.ok(name);
    }

    @AfterEach
    void stop() throws Exception {
        mesh.close();
    }

    @Test
    void aReplicaThatIsBusyIsAskedNoMore() throws Exception {
        follow(Optional.empty());

        assertThat(mesh.get("/")).startsWith("HTTP/1.1 429 ");
        for (int i = 0; i < 20; i++) {
            assertThat(mesh.get("/")).startsWith("HTTP/1.1 200 ");
        }
        assertThat(Stream.of(mesh.web, mesh.other).map(app -> app.heads.size())).containsExactlyInAnyOrder(1, 20);
    }

    @Test
    void aRequestThatIsTriedAgainGoesToAnother() throws Exception {
        follow(Optional.of(new Retry(
                1,
                65_536,
                List.of(new Retry.StatusRange(429, 429)),
                Set.of(),
                Duration.ZERO,
                new Backoff(Duration.ofMillis(1), Duration.ofMillis(2), 0))));

        assertThat(mesh.get("/")).startsWith("HTTP/1.1 200 ");
        assertThat(Stream.of(mesh.web, mesh.other).map(app -> app.heads.size())).containsExactly(1, 1);
    }

    private void follow(Optional<Retry> retry) {
        mesh.proxies.discovery.others.put(
                "busy.test:80",
                new Latest<>(
                        new Watched.Present<>(new EndpointSet(true, List.of(replica(mesh.web), replica(mesh.other))))));
        Backend backend = new Backend.Balance(
                RoutedMesh.WEB.ref(),
                "busy.test:80",
                Duration.ofMillis(30),
                Duration.ofSeconds(10),
                Optional.of(new Penalty(Duration.ofSeconds(5), Duration.ofSeconds(300))));
        mesh.follow(RoutedMesh.rule(backend, Timeouts.NONE, retry));
    }

    private static Endpoint replica(ScriptedApp app) {
        return Endpoint.bare(new InetSocketAddress(InetAddress.getLoopbackAddress(), app.port()));
    }
}
