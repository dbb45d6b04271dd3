package io.weft.identity.app;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.weft.identity.ca.AuthorityListener;
import io.weft.identity.ca.IssuerReload;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;

/** {@code issuer_cert_ttl_seconds} and {@code identity_issuer_reloads_total}. */
final class IssuerMeter implements AuthorityListener {
    private final Counter loaded;
    private final Counter skipped;

    IssuerMeter(MeterRegistry registry) {
        loaded = counter(registry, "loaded");
        skipped = counter(registry, "skipped");
    }

    /** Also shows how long the issuer that {@code issuers} chose still lasts. */
    static void gauge(IssuerReload issuers, MeterRegistry registry) {
        Gauge.builder("issuer.cert.ttl", () -> seconds(issuers.timeLeft()))
                .baseUnit("seconds")
                .description("How long the issuer's certificate is still valid; below zero: expired")
                .strongReference(true)
                .register(registry);
    }

    @Override
    public void issuerUsed(X509Certificate issuer, boolean replaces) {
        loaded.increment();
    }

    @Override
    public void updateSkipped(String reason) {
        skipped.increment();
    }

    private static double seconds(Optional<Duration> duration) {
        return duration.map(left -> left.toMillis() / 1000.0).orElse(Double.NaN);
    }

    private static Counter counter(MeterRegistry registry, String result) {
        return Counter.builder("identity.issuer.reloads")
                .description("Changes of the issuer's files, by what became of them")
                .tag("result", result)
                .register(registry);
    }
}
