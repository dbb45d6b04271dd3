package io.weft.viz.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.viz.services.KnownService;
import io.weft.viz.services.KnownServices;
import io.weft.viz.window.Family;
import io.weft.viz.window.Observation;
import io.weft.viz.workload.WorkloadKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** viz, 3.1 and 10.4. */
class GatewaysQueryTest {
    private static final KnownServices SERVICES = new KnownServices(List.of(
            new KnownService("shop", "web", Map.of("app", "web"), ""),
            new KnownService("shop", "web-west", Map.of(), "west"),
            new KnownService("bank", "desk-west", Map.of(), "west")));
    private static final Map<String, String> WEST =
            Map.of("gateway_namespace", "mc", "gateway_name", "gateway", "target_cluster_name", "west");
    private static final Map<String, String> EAST = Map.of("target_cluster_name", "east");
    private static final List<Observation> OBSERVED = List.of(
            told(Family.GATEWAY_ALIVE, WEST, 1),
            told(Family.GATEWAY_ALIVE, EAST, 0),
            told(Family.GATEWAY_LATENCY_BUCKETS, Map.of("target_cluster_name", "west", "le", "10"), 8),
            told(Family.GATEWAY_LATENCY_BUCKETS, Map.of("target_cluster_name", "west", "le", "100"), 10),
            told(Family.GATEWAY_LATENCY_BUCKETS, Map.of("target_cluster_name", "west", "le", "+Inf"), 10));
    private static final GatewaysJson.Row OF_WEST = new GatewaysJson.Row("mc", "gateway", "west", 2, true, 6, 78, 96);
    private static final GatewaysJson.Row OF_EAST = new GatewaysJson.Row("", "", "east", 0, false, 0, 0, 0);

    @Test
    void everyGatewayThatIsProbedIsARowAliveOrNot() {
        assertThat(rows(OBSERVED, "", "")).containsExactly(OF_EAST, OF_WEST);
    }

    @Test
    void clusterAndNamespaceNarrow() {
        assertThat(rows(OBSERVED, "east", "")).containsExactly(OF_EAST);
        assertThat(rows(OBSERVED, "", "mc")).containsExactly(OF_WEST);
        assertThat(rows(OBSERVED, "east", "mc")).isEmpty();
    }

    @Test
    void withoutAServiceMirrorThereAreNone() {
        assertThat(rows(List.of(), "", "")).isEmpty();
    }

    private static List<GatewaysJson.Row> rows(List<Observation> observed, String cluster, String namespace) {
        return GatewaysQuery.answer(SERVICES, observed, cluster, namespace)
                .ok()
                .gatewaysTable()
                .rows();
    }

    private static Observation told(Family family, Map<String, String> labels, double value) {
        return new Observation(
                new WorkloadKey("mc", "service_mirror", "controller-1"), family, labels, value, Duration.ofMinutes(1));
    }
}
