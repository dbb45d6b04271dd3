package io.weft.proxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.Ticker;
import io.weft.proxy.control.TestLoop;
import io.weft.proxy.telemetry.Exposition;
import io.weft.proxy.telemetry.MetricRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** metrics, 9: control_identity_cert_…. */
class CertificateMeterTest {
    private final MetricRegistry registry = new MetricRegistry(Ticker.system(), Duration.ofMinutes(10));
    private final TestLoop time = new TestLoop();
    private final CertificateMeter meter = new CertificateMeter(registry, time);

    @Test
    void bothResultsAreThereFromTheStartAndNoTimeIs() {
        assertThat(told())
                .containsExactlyInAnyOrder(
                        "control_identity_cert_refreshes_total{result=\"ok\"} 0",
                        "control_identity_cert_refreshes_total{result=\"error\"} 0");
    }

    /** Two certificates of a day; between them an attempt that failed. */
    @Test
    void theTimesAreThoseOfTheLastCertificateAndEveryAttemptCounts() {
        certified();
        time.advance(Duration.ofHours(16));
        meter.refreshed(false);
        time.advance(Duration.ofMinutes(5));
        certified();
        time.advance(Duration.ofHours(1));
        meter.refreshed(false);
        meter.refreshed(false);

        long refresh = Instant.parse("2026-01-01T16:05:00Z").getEpochSecond();
        long expiration = Instant.parse("2026-01-02T16:05:00Z").getEpochSecond();
        assertThat(told())
                .containsExactlyInAnyOrder(
                        "control_identity_cert_expiration_timestamp_seconds " + expiration,
                        "control_identity_cert_refresh_timestamp_seconds " + refresh,
                        "control_identity_cert_refreshes_total{result=\"ok\"} 2",
                        "control_identity_cert_refreshes_total{result=\"error\"} 3");
    }

    private void certified() {
        meter.refreshed(true);
        meter.expires(time.instant().plus(Duration.ofDays(1)));
    }

    private List<String> told() {
        return new Exposition(registry)
                .text()
                .lines()
                .filter(line -> line.startsWith("control_identity_cert_"))
                .toList();
    }
}
