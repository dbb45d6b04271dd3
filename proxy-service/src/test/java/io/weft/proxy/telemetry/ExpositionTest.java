package io.weft.proxy.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.testkit.golden.Golden;
import io.weft.testkit.time.ManualTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExpositionTest {
    private final MetricRegistry registry = new MetricRegistry(new ManualTicker(), Duration.ofMinutes(10));

    @Test
    void bothBlocksAreWrittenToTheLetter() {
        Labels inbound =
                Labels.of("direction", "inbound", "tls", "true", "client_id", "web.shop.serviceaccount.identity");
        registry.counter(Meter.REQUEST_TOTAL, inbound).add(12);
        Labels ended = inbound.and(
                Labels.of("status_code", "200", "classification", "success", "grpc_status", "", "error", ""));
        registry.counter(Meter.RESPONSE_TOTAL, ended).add(11);
        Histogram latency = registry.histogram(Meter.RESPONSE_LATENCY_MS, inbound.and("status_code", "200"));
        latency.record(0.25);
        latency.record(3);
        latency.record(60_000);
        registry.gauge(Meter.TCP_OPEN_CONNECTIONS, Labels.of("direction", "inbound", "peer", "src"))
                .add(2);
        registry.counter(Meter.TCP_OPEN_TOTAL, Labels.of("tls", "opaque", "sni", "bad\"\nname\\"))
                .increment();
        registry.counter(Meter.OUTBOUND_HTTP_ERRORS_TOTAL, Labels.EMPTY).increment();

        registry.counter(Meter.CONTROL_IDENTITY_CERT_REFRESHES, Labels.of("result", "ok"))
                .increment();
        registry.counter(Meter.CONTROL_IDENTITY_CERT_REFRESHES, Labels.of("result", "error"));
        registry.gauge(Meter.CONTROL_IDENTITY_CERT_EXPIRATION_TIMESTAMP, Labels.EMPTY)
                .set(1_800_000_000L);
        registry.histogram(Meter.INBOUND_TCP_DETECT_HTTP_DURATION, Labels.of("srv_name", "all-unauthenticated"))
                .record(0.0005);
        registry.counter(
                        Meter.INBOUND_TCP_TRANSPORT_HEADER_CONNECTIONS,
                        Labels.of(
                                "session_protocol",
                                "",
                                "target_port",
                                "4143",
                                "target_name",
                                "odd\"\\\n",
                                "client_id",
                                ""))
                .increment();
        registry.computed(Meter.PROCESS_CPU, Labels.EMPTY, () -> 1.25);

        Golden.check(getClass(), "metrics.txt", new Exposition(registry).text());
    }

    @Test
    void numbersOfEverySizeAreWrittenInFull() {
        Gauge gauge = registry.gauge(Meter.TCP_OPEN_CONNECTIONS, Labels.EMPTY);
        for (long value : new long[] {0, 9, 10, -1, Long.MAX_VALUE, Long.MIN_VALUE}) {
            gauge.set(value);
            if (value != 0) {
                assertThat(new Exposition(registry).text()).contains("tcp_open_connections " + value + "\n");
            }
        }
    }
}
