package io.weft.proxy.app;

import io.weft.proxy.identity.IdentityListener;
import io.weft.proxy.identity.TrustBundle;
import io.weft.proxy.telemetry.Counter;
import io.weft.proxy.telemetry.Gauge;
import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.Meter;
import io.weft.proxy.telemetry.MetricRegistry;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Counts certifications, and tells when the leaf was made, when it expires, and which trust bundle is in force. */
final class CertificateMeter implements IdentityListener {
    private final MetricRegistry registry;
    private final InstantSource clock;
    private final Counter ok;
    private final Counter error;
    private @Nullable Gauge bundle;

    CertificateMeter(MetricRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
        ok = registry.counter(Meter.CONTROL_IDENTITY_CERT_REFRESHES, Labels.of("result", "ok"));
        error = registry.counter(Meter.CONTROL_IDENTITY_CERT_REFRESHES, Labels.of("result", "error"));
    }

    @Override
    public void refreshed(boolean succeeded) {
        (succeeded ? ok : error).increment();
    }

    @Override
    public void expires(Instant when) {
        registry.gauge(Meter.CONTROL_IDENTITY_CERT_EXPIRATION_TIMESTAMP, Labels.EMPTY)
                .set(when.getEpochSecond());
        registry.gauge(Meter.CONTROL_IDENTITY_CERT_REFRESH_TIMESTAMP, Labels.EMPTY)
                .set(clock.instant().getEpochSecond());
    }

    @Override
    public void nextRefresh(Instant when) {
        // The families know the certificate, not the plan.
    }

    @Override
    public void trusts(TrustBundle trusted) {
        if (bundle != null) {
            bundle.set(0);
        }
        bundle = registry.gauge(Meter.CONTROL_IDENTITY_TRUST_BUNDLE, Labels.of("version", trusted.version()));
        bundle.set(trusted.anchors().size());
    }
}
