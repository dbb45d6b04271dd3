package io.weft.identity.app;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.weft.identity.ca.ReloadMeter;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code issuer_cert_ttl_seconds} and {@code identity_issuer_reloads_total}. */
final class IssuerMeter implements ReloadMeter {
    private final MeterRegistry registry;
    private final Counter loaded;
    private final Counter skipped;

    IssuerMeter(MeterRegistry registry) {
        this.registry = registry;
        loaded = counter(registry, "loaded");
        skipped = counter(registry, "skipped");
    }

    @Override
    public void loaded() {
        loaded.increment();
    }

    @Override
    public void skipped() {
        skipped.increment();
    }

    @Override
    public void watch(Supplier<@Nullable Duration> issuerTtl) {
        Gauge.builder("issuer.cert.ttl", () -> seconds(issuerTtl.get()))
                .baseUnit("seconds")
                .description("How long the issuer's certificate is still valid; below zero: expired")
                .strongReference(true)
                .register(registry);
    }

    private static double seconds(@Nullable Duration duration) {
        return duration == null ? Double.NaN : duration.toMillis() / 1000.0;
    }

    private static Counter counter(MeterRegistry registry, String result) {
        return Counter.builder("identity.issuer.reloads")
                .description("Changes of the issuer's files, by what became of them")
                .tag("result", result)
                .register(registry);
    }
}
