package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.Endpoint;
import io.weft.core.ProtocolHint;
import io.weft.proxy.control.Watched;
import io.weft.proxy.http.QueueLimits;
import io.weft.proxy.telemetry.MetricRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** metrics, 3: …_http_errors_total, on the side that answered and on no other. */
class HttpErrorsTest {
    private final RoutedMesh mesh = new RoutedMesh(head -> RoutedMesh.ok("web"), head -> RoutedMesh.ok("other"));

    HttpErrorsTest() throws Exception {}

    @AfterEach
    void stop() throws Exception {
        mesh.close();
    }

    @Test
    void aServerThatRefusesTheClientsProxyIsOutboundIo() throws Exception {
        mesh.web.close();
        Endpoint known = mesh.proxies.meshed(ProtocolHint.UNKNOWN, true);
        mesh.proxies.endpoint(
                new Endpoint(known.address(), known.weight(), Optional.empty(), ProtocolHint.UNKNOWN, 0, Map.of()));

        assertThat(mesh.get("/")).startsWith("HTTP/1.1 502 ");
        assertThat(told(mesh.proxies.clientMetrics)).containsExactly("outbound_http_errors_total{error=\"i/o\"} 1");
    }

    @Test
    void anApplicationThatRefusesItsOwnProxyIsInboundIo() throws Exception {
        mesh.web.close();

        assertThat(mesh.get("/")).startsWith("HTTP/1.1 502 ");
        assertThat(told(mesh.proxies.serverMetrics))
                .singleElement()
                .asString()
                .startsWith("inbound_http_errors_total{error=\"i/o\",")
                .endsWith("} 1");
        assertThat(told(mesh.proxies.clientMetrics)).isEmpty();
    }

    @Test
    void waitingInVainForAServerIsOutboundFailFast() throws Exception {
        mesh.proxies.clientQueue = new QueueLimits(100, Duration.ofMillis(50));
        mesh.proxies.discovery.endpoints.set(new Watched.Pending<>());

        assertThat(mesh.get("/")).startsWith("HTTP/1.1 504 ");
        assertThat(told(mesh.proxies.clientMetrics))
                .containsExactly("outbound_http_errors_total{error=\"failfast\"} 1");
    }

    private static Stream<String> told(MetricRegistry registry) {
        return TwoProxies.text(registry).lines().filter(line -> line.contains("bound_http_errors_total{"));
    }
}
