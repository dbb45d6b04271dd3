package io.weft.proxy.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.testkit.time.ManualTicker;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class EvictionTest {
    private static final Labels HERE = Labels.of("direction", "inbound");
    private static final Duration RETAIN = Duration.ofMinutes(10);

    private final ManualTicker ticker = new ManualTicker();
    private final MetricRegistry registry = new MetricRegistry(ticker, RETAIN);
    private final Exposition exposition = new Exposition(registry);

    @Test
    void seriesIdleLongerThanRetentionIsLeftOut() {
        registry.counter(Meter.REQUEST_TOTAL, HERE).add(3);
        assertThat(exposition.text()).contains("request_total{direction=\"inbound\"} 3");

        ticker.advance(RETAIN);
        assertThat(exposition.text()).doesNotContain("request_total");
    }

    @Test
    void useWithinRetentionKeepsTheSeries() {
        Counter counter = registry.counter(Meter.REQUEST_TOTAL, HERE);
        for (int i = 0; i < 5; i++) {
            counter.increment();
            assertThat(exposition.text()).contains("request_total{direction=\"inbound\"} " + (i + 1));
            ticker.advance(RETAIN.dividedBy(2));
        }
    }

    @Test
    void heldHandleUsedAgainBringsTheSeriesBackFromZero() {
        Counter counter = registry.counter(Meter.REQUEST_TOTAL, HERE);
        counter.add(3);
        evict();

        counter.increment();

        assertThat(exposition.text()).contains("request_total{direction=\"inbound\"} 1\n");
        assertThat(counter.value()).isEqualTo(4);
    }

    @Test
    void evictedHistogramComesBackFromZeroToo() {
        Histogram latency = registry.histogram(Meter.RESPONSE_LATENCY_MS, HERE);
        latency.record(3);
        latency.record(7);
        evict();
        assertThat(exposition.text()).doesNotContain("response_latency_ms");

        latency.record(2);

        assertThat(exposition.text())
                .contains("response_latency_ms_bucket{direction=\"inbound\",le=\"1\"} 0\n")
                .contains("response_latency_ms_bucket{direction=\"inbound\",le=\"+Inf\"} 1\n")
                .contains("response_latency_ms_sum{direction=\"inbound\"} 2\n")
                .contains("response_latency_ms_count{direction=\"inbound\"} 1\n");
    }

    @Test
    void evictedSeriesStillHeldIsFoundAgainRatherThanMadeTwice() {
        Counter held = registry.counter(Meter.REQUEST_TOTAL, HERE);
        evict();

        assertThat(registry.counter(Meter.REQUEST_TOTAL, HERE)).isSameAs(held);
    }

    @Test
    void lastUseOfAnEvictedHandleIsCountedAlthoughTheHandleIsDropped() {
        Counter counter = registry.counter(Meter.REQUEST_TOTAL, HERE);
        evict();
        counter.add(5);
        WeakReference<Counter> dropped = new WeakReference<>(counter);
        counter = registry.counter(Meter.REQUEST_TOTAL, Labels.of("direction", "outbound"));
        System.gc();

        assertThat(exposition.text()).contains("request_total{direction=\"inbound\"} 5");
        assertThat(dropped.get()).isNotNull();
        assertThat(counter.value()).isZero();
    }

    @Test
    void evictedHandleNobodyHoldsIsForgotten() {
        WeakReference<Counter> dropped = new WeakReference<>(registry.counter(Meter.REQUEST_TOTAL, HERE));
        evict();
        while (dropped.get() != null) {
            System.gc();
        }
        exposition.text();

        assertThat(registry.counter(Meter.REQUEST_TOTAL, HERE).value()).isZero();
    }

    @Test
    void gaugeThatIsNotZeroStays() {
        Gauge open = registry.gauge(Meter.TCP_OPEN_CONNECTIONS, HERE);
        open.add(1);
        evict();
        assertThat(exposition.text()).contains("tcp_open_connections{direction=\"inbound\"} 1");

        open.add(-1);
        assertThat(exposition.text()).contains("tcp_open_connections{direction=\"inbound\"} 0");
        evict();
        assertThat(exposition.text()).doesNotContain("tcp_open_connections");
    }

    /** Connections may be shorter than the time between two scrapes. */
    @Test
    void gaugeThatIsZeroWheneverSomebodyLooksStaysWhileItIsUsed() {
        Gauge open = registry.gauge(Meter.TCP_OPEN_CONNECTIONS, HERE);
        for (int i = 0; i < 5; i++) {
            open.add(1);
            open.add(-1);
            assertThat(exposition.text()).contains("tcp_open_connections{direction=\"inbound\"} 0");
            ticker.advance(RETAIN.dividedBy(2));
        }
    }

    @Test
    void openMetricsSeriesStayForEver() {
        registry.counter(Meter.CONTROL_IDENTITY_CERT_REFRESHES, Labels.of("result", "ok"));
        evict();

        assertThat(exposition.text()).contains("control_identity_cert_refreshes_total{result=\"ok\"} 0");
    }

    @Test
    void useDuringAnEvictionIsNeverHidden() throws Exception {
        Counter counter = registry.counter(Meter.REQUEST_TOTAL, HERE);
        counter.increment();
        CyclicBarrier barrier = new CyclicBarrier(2);
        try (ExecutorService writer = Executors.newSingleThreadExecutor()) {
            for (int round = 0; round < 2_000; round++) {
                exposition.text();
                ticker.advance(RETAIN);
                Future<?> use = writer.submit(() -> {
                    barrier.await();
                    counter.increment();
                    return null;
                });
                barrier.await();
                exposition.text();
                use.get();
                assertThat(exposition.text()).contains("request_total{direction=\"inbound\"} ");
            }
        }
    }

    private void evict() {
        exposition.text();
        ticker.advance(RETAIN);
        exposition.text();
    }
}
