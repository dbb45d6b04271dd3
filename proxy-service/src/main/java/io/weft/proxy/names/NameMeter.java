package io.weft.proxy.names;

import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.Meter;
import io.weft.proxy.telemetry.MetricRegistry;

/** Counts lookups by what came of them. Threading: safe from any thread. */
record NameMeter(MetricRegistry registry) {
    void found() {
        count("ok");
    }

    void failed(Throwable cause) {
        count(cause instanceof NoSuchHostException ? "not_found" : "error");
    }

    private void count(String result) {
        registry.counter(Meter.OUTBOUND_EXTERNAL_DNS_RESOLUTIONS, Labels.of("record_type", "A", "result", result))
                .increment();
    }
}
