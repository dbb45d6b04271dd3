package io.weft.viz.trust;

import io.weft.viz.scrape.ScrapeSink;
import io.weft.viz.workload.WorkloadKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The last word of every sidecar on the anchors it trusts. One that is silent for too long has none.
 *
 * <p>Threading: safe from any thread.
 */
public final class TrustReports implements ScrapeSink {
    private final InstantSource clock;
    private final Duration believed;
    private final Map<WorkloadKey, TrustReport> reports = new ConcurrentHashMap<>();

    /**
     * Without reports yet.
     *
     * @param believed how long a report counts
     */
    public TrustReports(InstantSource clock, Duration believed) {
        this.clock = clock;
        this.believed = believed;
    }

    @Override
    public void record(WorkloadKey workload, String text) {
        TrustGauges told = TrustGauges.read(text);
        reports.compute(
                workload,
                (key, before) -> told.version()
                        .map(version -> new TrustReport(
                                version, since(before, version), clock.instant(), told.certifiedAt(), told.expiresAt()))
                        .orElse(null));
    }

    @Override
    public void retain(Set<WorkloadKey> live) {
        reports.keySet().retainAll(live);
    }

    /** What that sidecar trusts; empty if it does not say, or not lately. */
    public Optional<TrustReport> of(WorkloadKey workload) {
        Instant oldest = clock.instant().minus(believed);
        return Optional.ofNullable(reports.get(workload))
                .filter(report -> !report.seen().isBefore(oldest));
    }

    private Instant since(@Nullable TrustReport before, String version) {
        return before != null && before.version().equals(version) ? before.since() : clock.instant();
    }
}
