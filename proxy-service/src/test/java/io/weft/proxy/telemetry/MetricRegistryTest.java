package io.weft.proxy.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.testkit.time.ManualTicker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MetricRegistryTest {
    private final MetricRegistry registry = new MetricRegistry(new ManualTicker(), Duration.ofMinutes(10));
    private final Exposition exposition = new Exposition(registry);

    @Test
    void sameLabelsMeanTheSameHandle() {
        Counter first = registry.counter(Meter.TCP_OPEN_TOTAL, Labels.of("peer", "src"));

        assertThat(registry.counter(Meter.TCP_OPEN_TOTAL, Labels.of("peer", "src")))
                .isSameAs(first);
        assertThat(registry.counter(Meter.TCP_OPEN_TOTAL, Labels.of("peer", "dst")))
                .isNotSameAs(first);
        assertThat(registry.counter(Meter.TCP_READ_BYTES_TOTAL, Labels.of("peer", "src")))
                .isNotSameAs(first);
    }

    @Test
    void meterOfAnotherTypeIsRefused() {
        assertThatThrownBy(() -> registry.gauge(Meter.TCP_OPEN_TOTAL, Labels.EMPTY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tcp_open_total is a counter, not a gauge");
    }

    @Test
    void seriesBeyondTheCapAreCountedTogether() {
        for (int i = 0; i < Family.MOST_SERIES + 500; i++) {
            registry.counter(Meter.TCP_OPEN_TOTAL, Labels.of("sni", "host-" + i))
                    .increment();
        }

        assertThat(exposition.text()).contains("tcp_open_total{weft_overflow=\"true\"} 500");
        assertThat(exposition.text().lines().filter(line -> line.startsWith("tcp_open_total{")))
                .hasSize(Family.MOST_SERIES + 1);
    }

    @Test
    void computedValueIsAskedForAtEveryScrapeAfterItsRefresh() {
        AtomicInteger scrapes = new AtomicInteger();
        registry.beforeScrape(scrapes::incrementAndGet);
        registry.computed(Meter.PROCESS_THREADS, Labels.EMPTY, scrapes::get);

        assertThat(exposition.text()).contains("process_threads 1\n");
        assertThat(exposition.text()).contains("process_threads 2\n");
    }

    @Test
    void seriesCannotBeComputedTwice() {
        registry.computed(Meter.PROCESS_THREADS, Labels.EMPTY, () -> 1);

        assertThatThrownBy(() -> registry.computed(Meter.PROCESS_THREADS, Labels.EMPTY, () -> 2))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void valuesRecordedByManyThreadsAddUp() throws InterruptedException {
        Histogram latency = registry.histogram(Meter.RESPONSE_LATENCY_MS, Labels.EMPTY);
        Thread[] writers = new Thread[4];
        for (int i = 0; i < writers.length; i++) {
            writers[i] = Thread.ofPlatform().start(() -> {
                for (int n = 0; n < 10_000; n++) {
                    latency.record(2);
                }
            });
        }
        for (Thread writer : writers) {
            writer.join();
        }

        assertThat(latency.count()).isEqualTo(40_000);
        assertThat(exposition.text())
                .contains("response_latency_ms_sum 80000\n", "response_latency_ms_bucket{le=\"1\"} 0\n")
                .contains("response_latency_ms_bucket{le=\"2\"} 40000\n", "response_latency_ms_count 40000\n");
    }
}
