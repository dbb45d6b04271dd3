package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.proxy.http.RequestHead;
import io.weft.proxy.inbound.ServedProfiles;
import io.weft.proxy.inbound.ServedProfiles.ServedProfile;
import io.weft.proxy.inbound.ServedProfiles.ServedRoute;
import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.Outcome;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** proxy-behaviour, 8: profile lookup of the server's sidecar; metrics, 1: route_ families. */
class ServedProfilesTest {
    private static final String NAME = "web.test.svc.cluster.local:80";
    private static final String ROUTE = "direction=\"inbound\",dst=\"" + NAME + "\",rt_route=\"GET /api\"";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicBoolean forgotten = new AtomicBoolean();
    private final RoutedMesh mesh = new RoutedMesh(head -> RoutedMesh.status(503), head -> RoutedMesh.ok("other"));

    ServedProfilesTest() throws Exception {}

    /** Takes every request of that service, and calls whatever it is answered a success. */
    private static final class Lenient implements ServedRoute {
        @Override
        public Labels labels() {
            return Labels.of("direction", "inbound", "dst", NAME, "rt_route", "GET /api");
        }

        @Override
        public Outcome judged(Outcome byStatus) {
            return byStatus.judge(false);
        }
    }

    @BeforeEach
    void know() {
        ServedRoute route = new Lenient();
        ServedProfile profile = new ServedProfile() {
            @Override
            public ServedRoute route(RequestHead head) {
                return route;
            }

            @Override
            public boolean isForgotten() {
                return forgotten.getAndSet(false);
            }
        };
        ServedProfiles known = name -> {
            asked.add(name);
            return Map.of(NAME, profile).get(name);
        };
        mesh.proxies.served = known;
    }

    @AfterEach
    void stop() throws Exception {
        mesh.close();
    }

    @Test
    void requestsAreCountedByTheRouteAndJudgedByItsClasses() throws Exception {
        ask(NAME, NAME);

        assertThat(TwoProxies.text(mesh.proxies.serverMetrics))
                .contains("route_request_total{" + ROUTE + "} 2")
                .contains("route_response_total{" + ROUTE
                        + ",status_code=\"503\",classification=\"success\",grpc_status=\"\",error=\"\"} 2")
                .contains("route_response_latency_ms_count{" + ROUTE + ",status_code=\"503\"} 2")
                .containsPattern("\\nresponse_total\\{direction=\"inbound\".*classification=\"success\".*} 2\\n");
    }

    @Test
    void aNameIsAskedAboutOnceInARowAndAgainWhenItIsForgotten() throws Exception {
        ask(NAME, NAME, "other.test", NAME);
        assertThat(asked).containsExactly(NAME, "other.test", NAME);

        forgotten.set(true);
        ask(NAME);
        assertThat(asked).containsExactly(NAME, "other.test", NAME, NAME);
    }

    @Test
    void aNameThatNobodyCouldBeAskedAboutIsTriedAgainWithTheNextRequest() throws Exception {
        ask("later.test", "later.test");

        assertThat(asked).containsExactly("later.test", "later.test");
    }

    @Test
    void requestsOfOtherNamesAreCountedWithoutARoute() throws Exception {
        ask("other.test");

        assertThat(TwoProxies.text(mesh.proxies.serverMetrics))
                .doesNotContain("route_request_total{direction")
                .containsPattern("\\nresponse_total\\{direction=\"inbound\".*classification=\"failure\".*} 1\\n");
    }

    private void ask(String... hosts) throws Exception {
        try (Socket client = mesh.connect()) {
            for (String host : hosts) {
                assertThat(RoutedMesh.exchange(client, "GET /api HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
                        .startsWith("HTTP/1.1 503 ");
            }
        }
    }
}
