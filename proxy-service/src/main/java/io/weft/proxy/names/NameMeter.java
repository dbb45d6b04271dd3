package io.weft.proxy.names;

import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.Meter;
import io.weft.proxy.telemetry.MetricRegistry;
import java.net.Inet6Address;
import java.net.InetAddress;

/** Counts lookups by what came of them. Threading: safe from any thread. */
record NameMeter(MetricRegistry registry) {
    void found(InetAddress address) {
        count(address instanceof Inet6Address ? "AAAA" : "A", "ok");
    }

    void failed(Throwable cause) {
        count("A", cause instanceof NoSuchHostException ? "not_found" : "error");
    }

    private void count(String type, String result) {
        registry.counter(Meter.OUTBOUND_EXTERNAL_DNS_RESOLUTIONS, Labels.of("record_type", type, "result", result))
                .increment();
    }
}
