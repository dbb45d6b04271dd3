package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.Endpoint;
import io.weft.core.Latest;
import io.weft.proxy.config.Backoff;
import io.weft.proxy.control.Watched;
import io.weft.proxy.outbound.discover.EndpointSet;
import io.weft.proxy.outbound.discover.Rule;
import io.weft.proxy.outbound.route.FailureAccrual;
import io.weft.proxy.outbound.route.Timeouts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** proxy-behaviour, 3: an endpoint that fails is left alone, and comes back. */
class AccrualThroughTwoProxiesTest {
    private volatile boolean broken = true;
    private final RoutedMesh mesh = new RoutedMesh(
            head -> broken ? RoutedMesh.status(500) : RoutedMesh.ok("web"), head -> RoutedMesh.ok("other"));

    AccrualThroughTwoProxiesTest() throws Exception {}

    @AfterEach
    void stop() throws Exception {
        mesh.close();
    }

    @Test
    void aReplicaThatFailsGetsNoMoreThanItsFailuresInARow() throws Exception {
        Latest<Watched<EndpointSet>> replicas = new Latest<>(replicas(mesh.web));
        mesh.proxies.discovery.others.put("web.test:80", replicas);
        follow(Duration.ofMinutes(1));
        for (int i = 0; i < 3; i++) {
            assertThat(mesh.get("/")).startsWith("HTTP/1.1 500 ");
        }
        replicas.set(replicas(mesh.web, mesh.other));
        mesh.proxies.settle();

        for (int i = 0; i < 30; i++) {
            assertThat(mesh.get("/")).endsWith("other");
        }
        assertThat(mesh.web.heads).hasSize(3);
    }

    @Test
    void aReplicaThatHasRecoveredIsFoundByAProbe() throws Exception {
        follow(Duration.ofMillis(50));
        for (int i = 0; i < 3; i++) {
            assertThat(mesh.get("/")).startsWith("HTTP/1.1 500 ");
        }
        broken = false;

        assertThat(mesh.get("/")).endsWith("web"); // waits until it is left alone no longer
        assertThat(mesh.get("/")).endsWith("web");
        assertThat(mesh.web.heads).hasSize(5);
    }

    private static Watched<EndpointSet> replicas(ScriptedApp... apps) {
        return new Watched.Present<>(new EndpointSet(
                true, Stream.of(apps).map(AccrualThroughTwoProxiesTest::replica).toList()));
    }

    private static Endpoint replica(ScriptedApp app) {
        return Endpoint.bare(new InetSocketAddress(InetAddress.getLoopbackAddress(), app.port()));
    }

    private void follow(Duration backoff) {
        Rule rule = RoutedMesh.rule(Timeouts.NONE, Optional.empty());
        mesh.follow(rule, new FailureAccrual(3, Optional.empty(), new Backoff(backoff, backoff, 0)));
    }
}
