package io.weft.viz.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.viz.window.Family;
import io.weft.viz.window.Observation;
import io.weft.viz.workload.Workload;
import io.weft.viz.workload.WorkloadKey;
import io.weft.viz.workload.Workloads;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoadQueryTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final WorkloadKey OLD = new WorkloadKey("shop", "pod", "web-1");
    private static final WorkloadKey NEW = new WorkloadKey("shop", "pod", "web-2");
    private static final ResourceSelector WEB = new ResourceSelector(ResourceType.DEPLOYMENT, "shop", "web");
    private static final Workloads WORKLOADS = Workloads.of(List.of(pod(OLD, 1), pod(NEW, 2)));

    private final List<Observation> observed = new ArrayList<>();

    @Test
    void podsOfAWorkloadAreAddedUpEachOverTheTimeItWasWatchedFor() {
        tell(OLD, Family.RESPONSES, 600, MINUTE, "classification", "success");
        tell(OLD, Family.RESPONSES, 60, MINUTE, "classification", "failure");
        tell(NEW, Family.RESPONSES, 50, Duration.ofSeconds(10), "classification", "success");

        assertThat(row().requestsPerSecond()).isEqualTo(10 + 1 + 5);
    }

    @Test
    void asManyAreInFlightAsSecondsOfWaitingASecondBrings() {
        tell(OLD, Family.LATENCY_SUM, 120_000, MINUTE);
        tell(NEW, Family.LATENCY_SUM, 5_000, Duration.ofSeconds(10));

        assertThat(row().requestsInFlight()).isEqualTo(2.5);
    }

    @Test
    void latenciesAreThoseOfAllPods() {
        tell(OLD, Family.LATENCY_BUCKETS, 90, MINUTE, "le", "10");
        tell(OLD, Family.LATENCY_BUCKETS, 90, MINUTE, "le", "+Inf");
        tell(NEW, Family.LATENCY_BUCKETS, 10, MINUTE, "le", "100");
        tell(NEW, Family.LATENCY_BUCKETS, 10, MINUTE, "le", "+Inf");

        assertThat(row().latencyMsP50()).isEqualTo(6);
        assertThat(row().latencyMsP99()).isEqualTo(100);
    }

    @Test
    void whatItSentAndOurOwnScrapesAreNoLoad() {
        observed.add(new Observation(OLD, Family.RESPONSES, Map.of("direction", "outbound"), 5, MINUTE));
        tell(OLD, Family.RESPONSES, 30, MINUTE, "target_addr", "10.42.0.1:4191");

        assertThat(row().requestsPerSecond()).isZero();
    }

    @Test
    void idleWorkloadHasNothingToDoAndOneThatNobodyWatchedIsNotKnown() {
        assertThat(LoadQuery.answer(WORKLOADS, Set.of(NEW), observed, WEB).rows())
                .containsExactly(new LoadJson.Row(new ResourceName("shop", "deployment", "web"), 0, 0, 0, 0, 0));
        assertThat(LoadQuery.answer(WORKLOADS, Set.of(), observed, WEB).rows()).isEmpty();
    }

    private LoadJson.Row row() {
        return LoadQuery.answer(WORKLOADS, Set.of(OLD, NEW), observed, WEB)
                .rows()
                .getFirst();
    }

    private void tell(WorkloadKey teller, Family family, double value, Duration watched, String... label) {
        Map<String, String> labels =
                label.length == 0 ? Map.of("direction", "inbound") : Map.of("direction", "inbound", label[0], label[1]);
        observed.add(new Observation(teller, family, labels, value, watched));
    }

    private static Workload pod(WorkloadKey key, int number) {
        return new Workload(
                key,
                "deployment",
                "web",
                "web",
                "",
                Optional.of(new InetSocketAddress("10.42.0." + number, 4191)),
                Optional.empty(),
                true,
                true,
                Map.of());
    }
}
