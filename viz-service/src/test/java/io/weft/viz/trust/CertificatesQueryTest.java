package io.weft.viz.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.viz.workload.Workload;
import io.weft.viz.workload.WorkloadKey;
import io.weft.viz.workload.Workloads;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CertificatesQueryTest {
    private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Map<String, TrustReport> REPORTS = Map.of(
            "web-1", report(Optional.of(MADE), Optional.of(MADE.plus(DAY))),
            "votes-1",
                    report(
                            Optional.of(MADE.plusSeconds(60)),
                            Optional.of(MADE.plusSeconds(60).plus(DAY))),
            "old-1", report(Optional.empty(), Optional.of(MADE.plus(DAY.multipliedBy(2)))),
            "mute-1", report(Optional.of(MADE), Optional.empty()));

    @Test
    void whileAllAreRenewedInTimeTheNextToExpireIsTold() {
        assertThat(at(MADE.plus(Duration.ofHours(20))))
                .isEqualTo(new CertificatesJson(4, 3, leaf("web-1", "2026-01-02T00:00:00Z"), List.of()));
    }

    @Test
    void thoseThatShouldHaveBeenRenewedLongAgoAreNamed() {
        assertThat(at(MADE.plus(Duration.ofMinutes(24 * 60 * 85 / 100))).late())
                .containsExactly(leaf("web-1", "2026-01-02T00:00:00Z"));
        assertThat(at(MADE.plus(DAY.multipliedBy(2))).late())
                .as("of whoever does not say how long it lives, once it expired")
                .containsExactly(
                        leaf("web-1", "2026-01-02T00:00:00Z"),
                        leaf("votes-1", "2026-01-02T00:01:00Z"),
                        leaf("old-1", "2026-01-03T00:00:00Z"));
    }

    @Test
    void withoutReportsNothingIsSaid() {
        assertThat(CertificatesQuery.answer(workloads(), workload -> Optional.empty(), MADE))
                .isEqualTo(new CertificatesJson(4, 0, null, List.of()));
    }

    private static CertificatesJson at(Instant now) {
        return CertificatesQuery.answer(
                workloads(),
                workload -> Optional.ofNullable(REPORTS.get(workload.key().name())),
                now);
    }

    private static Workloads workloads() {
        return Workloads.of(Stream.of("web-1", "votes-1", "old-1", "mute-1", "plain-1")
                .map(CertificatesQueryTest::workload)
                .toList());
    }

    private static Workload workload(String name) {
        return new Workload(
                new WorkloadKey("shop", "pod", name),
                "",
                "",
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                true,
                !name.equals("plain-1"),
                Map.of());
    }

    private static TrustReport report(Optional<Instant> made, Optional<Instant> expires) {
        return new TrustReport("v", MADE, MADE, made, expires);
    }

    private static CertificatesJson.Leaf leaf(String name, String expires) {
        return new CertificatesJson.Leaf("shop", name, expires);
    }
}
