package io.weft.viz.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.viz.workload.WorkloadKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustReportsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration BELIEVED = Duration.ofSeconds(10);
    private static final WorkloadKey WEB = new WorkloadKey("shop", "pod", "web-1");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final TrustReports reports = new TrustReports(now::get, BELIEVED);

    @Test
    void versionWithAnchorsIsTheOneInForceAndTheOthersWereBefore() {
        reports.record(WEB, """
                # TYPE control_identity_trust_bundle gauge
                control_identity_cert_refresh_timestamp_seconds 1767225600
                control_identity_cert_expiration_timestamp_seconds 1767312000
                control_identity_trust_bundle{version="old"} 0
                control_identity_trust_bundle{version="new"} 2
                """);

        assertThat(reports.of(WEB))
                .contains(new TrustReport(
                        "new", START, START, Optional.of(START), Optional.of(START.plus(Duration.ofDays(1)))));
    }

    @Test
    void sinceIsWhenTheVersionWasSeenFirstAndEachVersionBeginsAnew() {
        reports.record(WEB, bundle("old"));
        now.set(START.plusSeconds(2));
        reports.record(WEB, bundle("old"));
        assertThat(reports.of(WEB)).map(TrustReport::since).contains(START);

        now.set(START.plusSeconds(4));
        reports.record(WEB, bundle("new"));
        assertThat(reports.of(WEB)).map(TrustReport::since).contains(START.plusSeconds(4));
    }

    @Test
    void sidecarThatIsSilentDoesNotReportAnyMore() {
        reports.record(WEB, bundle("old"));
        now.set(START.plus(BELIEVED));
        assertThat(reports.of(WEB)).isPresent();

        now.set(START.plus(BELIEVED).plusMillis(1));
        assertThat(reports.of(WEB)).isEmpty();
    }

    @Test
    void workloadThatIsGoneIsForgotten() {
        reports.record(WEB, bundle("old"));
        reports.retain(Set.of());

        assertThat(reports.of(WEB)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "control_identity_trust_bundle{version=\"v\"}",
                "control_identity_trust_bundle{version=\"v\"} x",
                "control_identity_trust_bundle{version=\"v\"} NaN",
                "control_identity_trust_bundle{version=\"v\"} 0",
                "control_identity_trust_bundle{version=\"v} 1",
                "control_identity_trust_bundle{version=\"\"} 1",
                "control_identity_trust_bundle{} 1",
                "control_identity_trust_bundle 1",
                "control_identity_trust_bundle{",
            })
    void sidecarThatSaysNothingOfUseTakesBackWhatItSaidBefore(String line) {
        reports.record(WEB, bundle("old"));
        reports.record(WEB, line);

        assertThat(reports.of(WEB)).isEmpty();
    }

    private static String bundle(String version) {
        return "control_identity_trust_bundle{version=\"" + version + "\"} 1\n";
    }
}
