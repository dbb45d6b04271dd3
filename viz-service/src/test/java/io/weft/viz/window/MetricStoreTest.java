package io.weft.viz.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.weft.viz.workload.WorkloadKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricStoreTest {
    private static final WorkloadKey WEB = new WorkloadKey("shop", "pod", "web-1");
    private static final Duration TICK = Duration.ofSeconds(2);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

    private final AtomicLong nanos = new AtomicLong();
    private final MetricStore store = new MetricStore(nanos::get, () -> NOW.plusNanos(nanos.get()), TICK, MINUTE, 100);

    @Test
    void firstScrapeIsTheBaseAndCountsNothing() {
        scrape("response_total 1000");
        assertThat(value()).isZero();

        scrape("response_total 1010");
        assertThat(value()).isEqualTo(10);
    }

    @Test
    void firstScrapeOfAProcessYoungerThanTheWindowCountsAllItDid() {
        scrape("response_total 6\nprocess_start_time_seconds " + (NOW.getEpochSecond() - 5));

        assertThat(value()).isEqualTo(6);
        assertThat(value(TICK)).as("evenly, as nobody knows when").isEqualTo(2);
        assertThat(watched(MINUTE)).containsExactly(TICK.multipliedBy(3));
    }

    @ParameterizedTest
    @ValueSource(longs = {-60, 1})
    void firstScrapeOfAnOlderProcessOrOneOfTheFutureIsTheBase(long startedSeconds) {
        scrape("response_total 6\nprocess_start_time_seconds " + (NOW.getEpochSecond() + startedSeconds));

        assertThat(value()).isZero();
    }

    @Test
    void historyIsTheSameCountStepByStepAndEmptyBeforeAnybodyWatched() {
        scrape("response_total 0\ntcp_open_connections 1");
        scrape("response_total 4\ntcp_open_connections 1");
        scrape("response_total 6\ntcp_open_connections 1");
        scrape("response_total 6\ntcp_open_connections 1");

        assertThat(store.history(Set.of(WEB), TICK, 4))
                .extracting(
                        step -> step.stream().mapToDouble(Observation::value).sum())
                .as("gauges left out, and the interval that is not over")
                .containsSubsequence(0.0, 4.0, 2.0);
        assertThat(store.history(Set.of(), TICK, 2)).containsExactly(List.of(), List.of());
    }

    @Test
    void seriesThatAppearsLaterBeganAtZero() {
        scrape("response_total{a=\"x\"} 7");
        scrape("response_total{a=\"x\"} 7\nresponse_total{b=\"y\"} 5");

        assertThat(value()).isEqualTo(5);
    }

    @Test
    void counterThatBeganAgainCountsFromZero() {
        scrape("response_total 1000");
        scrape("response_total 3");

        assertThat(value()).isEqualTo(3);
    }

    @Test
    void counterThatBeganAgainCountsFromZeroAlsoWhenItHasOvertakenItsOldValue() {
        scrape("response_total 10\nprocess_start_time_seconds 1700000000.5");
        scrape("response_total 13\nprocess_start_time_seconds 1700000000.5\n");
        scrape("process_start_time_seconds 1700000060.5\nresponse_total 20");

        assertThat(value()).isEqualTo(3 + 20);
    }

    @Test
    void whatHappenedInAGapIsSpreadOverItAndOnlyItsShareIsInTheWindow() {
        scrape("response_total{a=\"x\"} 0");
        nanos.addAndGet(TICK.toNanos() * 119);
        scrape("response_total{a=\"x\"} 1200\nresponse_total{b=\"new\"} 120");

        assertThat(value(MINUTE)).isEqualTo((1200 + 120) * 30 / 120.0);
        assertThat(value(TICK)).isEqualTo(10 + 1);
    }

    @Test
    void rateIsOverWhatWasWatchedNotOverAWindowThatBeganBefore() {
        scrape("response_total 0");
        scrape("response_total 10");
        scrape("response_total 20");
        assertThat(watched(MINUTE)).containsExactly(TICK.multipliedBy(2));
        assertThat(watched(TICK)).containsExactly(TICK);

        for (int i = 3; i <= 60; i++) {
            scrape("response_total " + i * 10);
        }
        assertThat(watched(MINUTE)).containsExactly(MINUTE);
    }

    @Test
    void workloadIsWatchedOnceTwoScrapesCanBeComparedUntilTheyAreOutOfTheWindow() {
        scrape("response_total 0");
        assertThat(store.watched(MINUTE)).isEmpty();

        scrape("response_total 0");
        assertThat(store.watched(TICK)).containsExactly(WEB);

        nanos.addAndGet(MINUTE.toNanos());
        assertThat(store.watched(MINUTE)).isEmpty();
    }

    @Test
    void windowHoldsWhatHappenedInItAndNothingOlder() {
        scrape("response_total 0");
        for (int i = 1; i <= 60; i++) {
            scrape("response_total " + i);
        }

        assertThat(value(Duration.ofSeconds(10))).isEqualTo(5);
        assertThat(value(MINUTE)).isEqualTo(30);
    }

    @Test
    void missedScrapesLoseNothingStillInTheWindow() {
        scrape("response_total 0");
        nanos.addAndGet(TICK.toNanos() * 7);
        scrape("response_total 70");

        assertThat(value()).isEqualTo(70);
        nanos.addAndGet(MINUTE.toNanos());
        assertThat(value()).isZero();
    }

    @Test
    void gaugeIsItsLastValueUntilItIsStale() {
        scrape("tcp_open_connections 4");
        scrape("tcp_open_connections 3");
        assertThat(value()).isEqualTo(3);

        nanos.addAndGet(TICK.toNanos() * (MetricStore.STALE_INTERVALS + 1));
        assertThat(value()).isZero();
    }

    @Test
    void forgottenWorkloadFreesItsRoom() {
        scrape("response_total 1\ntcp_open_connections 1");
        assertThat(store.series()).isEqualTo(2);

        store.retain(Set.of());

        assertThat(store.series()).isZero();
        assertThat(store.observe(MINUTE)).isEmpty();
    }

    @Test
    void seriesGoneFromTheWindowFreesItsRoom() {
        scrape("response_total{a=\"x\"} 1\nresponse_total{b=\"y\"} 1");
        nanos.addAndGet(MINUTE.toNanos());
        scrape("response_total{a=\"x\"} 1");
        nanos.addAndGet(MINUTE.toNanos());
        scrape("response_total{a=\"x\"} 1");

        assertThat(store.series()).isEqualTo(1);
    }

    @Test
    void seriesBeyondTheCapAreRefusedAndCounted() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 130; i++) {
            text.append("response_total{sni=\"").append(i).append("\"} 1\n");
        }
        scrape(text.toString());

        assertThat(store.series()).isEqualTo(100);
        assertThat(store.refusedSamples()).isEqualTo(30);
    }

    @Test
    void onlyLabelsThatAreAskedForAreKept() {
        scrape("response_total 0");
        scrape(
                "response_total{direction=\"outbound\",target_ip=\"200\",dst_deployment=\"web\",classification=\"success\"} 2");

        List<Observation> observed = store.observe(MINUTE);
        assertThat(observed)
                .containsExactly(new Observation(
                        WEB,
                        Family.RESPONSES,
                        Map.of("direction", "outbound", "dst_deployment", "web", "classification", "success"),
                        2,
                        TICK));
    }

    @Test
    void bucketsCountForThemselvesButShareOneCopyOfTheirLabels() {
        String buckets = """
                response_latency_ms_bucket{direction="inbound",client_id="web",le="1"} %d
                response_latency_ms_bucket{direction="inbound",client_id="web",le="2"} %d
                """;
        scrape(buckets.formatted(0, 0));
        scrape(buckets.formatted(3, 5));

        List<Observation> observed = store.observe(MINUTE);
        assertThat(observed)
                .extracting(Observation::labels, Observation::value)
                .containsExactlyInAnyOrder(
                        tuple(Map.of("direction", "inbound", "client_id", "web", "le", "1"), 3.0),
                        tuple(Map.of("direction", "inbound", "client_id", "web", "le", "2"), 5.0));
        assertThat(observed.getFirst().label("client_id"))
                .isSameAs(observed.getLast().label("client_id"));
        assertThat(store.series()).isEqualTo(2);
    }

    private void scrape(String text) {
        store.record(WEB, text);
        nanos.addAndGet(TICK.toNanos());
    }

    private List<Duration> watched(Duration window) {
        nanos.addAndGet(-TICK.toNanos());
        List<Duration> watched =
                store.observe(window).stream().map(Observation::watched).toList();
        nanos.addAndGet(TICK.toNanos());
        return watched;
    }

    private double value() {
        return value(MINUTE);
    }

    /** The moment is just before the next scrape, so the interval that has only begun must not count. */
    private double value(Duration window) {
        nanos.addAndGet(-TICK.toNanos());
        double sum =
                store.observe(window).stream().mapToDouble(Observation::value).sum();
        nanos.addAndGet(TICK.toNanos());
        return sum;
    }
}
