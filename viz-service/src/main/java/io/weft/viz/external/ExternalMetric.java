package io.weft.viz.external;

import java.util.Arrays;
import java.util.Optional;

/** What an autoscaler can ask for of a workload, each over the last minute. */
enum ExternalMetric {
    REQUESTS_PER_SECOND("requests-per-second"),
    REQUESTS_IN_FLIGHT("requests-in-flight"),
    LATENCY_P50("latency-ms-p50"),
    LATENCY_P95("latency-ms-p95"),
    LATENCY_P99("latency-ms-p99");

    private final String text;

    ExternalMetric(String text) {
        this.text = text;
    }

    /** As it is asked for. */
    String text() {
        return text;
    }

    static Optional<ExternalMetric> parse(String text) {
        return Arrays.stream(values()).filter(each -> each.text.equals(text)).findFirst();
    }

    double of(WorkloadLoad load) {
        return switch (this) {
            case REQUESTS_PER_SECOND -> load.requestsPerSecond();
            case REQUESTS_IN_FLIGHT -> load.requestsInFlight();
            case LATENCY_P50 -> load.latencyMsP50();
            case LATENCY_P95 -> load.latencyMsP95();
            case LATENCY_P99 -> load.latencyMsP99();
        };
    }
}
