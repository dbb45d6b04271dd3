package io.weft.viz.dashboard;

import io.weft.viz.trust.TrustReport;
import io.weft.viz.workload.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What every sidecar trusts.
 *
 * @param workloadsCurrent whether the list of sidecars is being kept up to date; else one may be missing
 * @param proxies sorted by namespace and name
 */
record AnchorsJson(boolean workloadsCurrent, List<Proxy> proxies) {

    /**
     * One sidecar.
     *
     * @param kind {@code pod} or {@code external_workload}
     * @param version of its trust bundle; null if it does not report, and so are those that follow
     * @param since when it was first seen with that version
     * @param certifiedAt when its leaf was made; null if it has none
     */
    record Proxy(
            String namespace,
            String kind,
            String name,
            boolean ready,
            @Nullable String version,
            @Nullable Instant since,
            @Nullable Instant certifiedAt) {

        static Proxy of(Workload workload, Optional<TrustReport> report) {
            return new Proxy(
                    workload.key().namespace(),
                    workload.key().kind(),
                    workload.key().name(),
                    workload.ready(),
                    report.map(TrustReport::version).orElse(null),
                    report.map(TrustReport::since).orElse(null),
                    report.flatMap(TrustReport::certifiedAt).orElse(null));
        }
    }
}
