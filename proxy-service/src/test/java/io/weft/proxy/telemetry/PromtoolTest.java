package io.weft.proxy.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.Ticker;
import io.weft.testkit.prometheus.Promtool;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every family with a sample, as Prometheus judges it. It reads all of it; what it dislikes is Linkerd's: some names, and a
 * document of two formats, of which it knows the first, where a counter is announced by the name of its samples.
 */
class PromtoolTest {
    private final MetricRegistry registry = new MetricRegistry(Ticker.system(), Duration.ofMinutes(10));

    @Test
    void promtoolDislikesNothingButLinkerdsNames() {
        for (Meter meter : Meter.values()) {
            switch (meter.type()) {
                case COUNTER -> registry.counter(meter, Labels.of("a", "b")).increment();
                case GAUGE -> registry.gauge(meter, Labels.of("a", "b")).set(1);
                case HISTOGRAM -> registry.histogram(meter, Labels.of("a", "b")).record(1);
            }
        }

        assertThat(Promtool.checkMetrics(new Exposition(registry).text())
                        .lines()
                        .filter(Predicate.not(PromtoolTest::isOfTheSecondFormat))
                        .collect(Collectors.joining("\n")))
                .isEqualTo("""
                control_response_latency_ms metric names should not contain abbreviated units
                opentelemetry_span_export_requests counter metrics should have "_total" suffix
                opentelemetry_span_export_streams counter metrics should have "_total" suffix
                opentelemetry_span_exports counter metrics should have "_total" suffix
                response_latency_ms metric names should not contain abbreviated units
                route_response_latency_ms metric names should not contain abbreviated units

                exit code 3"""); // and not 1: there is nothing it cannot read
    }

    private static boolean isOfTheSecondFormat(String complaint) {
        return Arrays.stream(Meter.values())
                .filter(meter -> meter.block() == Block.OPEN_METRICS && meter.type() == MeterType.COUNTER)
                .anyMatch(meter -> complaint.equals(meter.sample() + " no help text"));
    }
}
