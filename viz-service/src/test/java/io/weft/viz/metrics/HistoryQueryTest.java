package io.weft.viz.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.viz.window.MetricStore;
import io.weft.viz.workload.Workload;
import io.weft.viz.workload.WorkloadKey;
import io.weft.viz.workload.Workloads;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HistoryQueryTest {
    private static final Duration TICK = Duration.ofSeconds(2);
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final WorkloadKey WEB = new WorkloadKey("shop", "pod", "web-1");
    private static final Workloads WORKLOADS = Workloads.of(List.of(new Workload(
            WEB, "deployment", "web", "web", "web.shop", Optional.empty(), Optional.empty(), true, true, Map.of())));

    private final AtomicLong nanos = new AtomicLong();
    private final MetricStore store =
            new MetricStore(nanos::get, () -> NOW.plusNanos(nanos.get()), TICK, Duration.ofMinutes(1), 100);

    /** Its sidecar is younger than the window, so all it counted in eleven intervals is told, as if evenly. */
    @Test
    void nothingIsShownOfATimeBeforeTheStoreBegan() {
        scrape(200);
        scrape(220);
        scrape(240);

        List<Double> shown = HistoryQuery.answer(
                        WORKLOADS, store, new ResourceSelector(ResourceType.DEPLOYMENT, "shop", "web"))
                .points()
                .stream()
                .map(point -> point == null ? -1.0 : point.rps())
                .toList();

        assertThat(shown.subList(24, 30)).containsExactly(-1.0, -1.0, -1.0, 9.0, 10.0, 10.0);
    }

    private void scrape(int responses) {
        String text = "response_total{direction=\"inbound\",classification=\"success\"} " + responses
                + "\nprocess_start_time_seconds " + (NOW.getEpochSecond() - 20);
        store.record(WEB, text + '\n');
        nanos.addAndGet(TICK.toNanos());
    }
}
