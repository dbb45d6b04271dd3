package io.weft.service.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.weft.kubernetes.resource.ResourceKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LagMeterTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Test
    void latenessIsAHistogramOfEachKindInLinkerdsSteps() {
        LagMeter meter = new LagMeter(registry);
        meter.heard(ResourceKind.POD, Duration.ofSeconds(1));
        meter.heard(ResourceKind.GATEWAY_HTTP_ROUTE, Duration.ofMinutes(30));
        meter.heard(ResourceKind.HTTP_ROUTE, Duration.ZERO);

        assertThat(registry.scrape().lines().filter(line -> line.startsWith("pod_informer_lag_seconds_bucket")))
                .containsExactly(
                        bucket("0.5", 0),
                        bucket("1.0", 1),
                        bucket("2.5", 1),
                        bucket("5.0", 1),
                        bucket("10.0", 1),
                        bucket("25.0", 1),
                        bucket("50.0", 1),
                        bucket("100.0", 1),
                        bucket("250.0", 1),
                        bucket("1000.0", 1),
                        bucket("+Inf", 1));
        assertThat(registry.scrape())
                .contains(
                        "httproute_informer_lag_seconds_count{group=\"gateway.networking.k8s.io\"} 1",
                        "httproute_informer_lag_seconds_count{group=\"policy.linkerd.io\"} 1");
    }

    private static String bucket(String step, int count) {
        return "pod_informer_lag_seconds_bucket{group=\"\",le=\"" + step + "\"} " + count;
    }
}
