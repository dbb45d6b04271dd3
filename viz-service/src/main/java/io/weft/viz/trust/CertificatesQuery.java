package io.weft.viz.trust;

import io.weft.viz.workload.Workload;
import io.weft.viz.workload.Workloads;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Whether certificates are renewed in time, as sidecars tell. Pure. */
public final class CertificatesQuery {
    private CertificatesQuery() {}

    private record Told(Workload workload, TrustReport report, Instant expires) {
        static Stream<Told> of(Workload workload, Optional<TrustReport> report) {
            return report.stream()
                    .flatMap(told -> told.expiresAt().stream().map(expires -> new Told(workload, told, expires)));
        }

        CertificatesJson.Leaf leaf() {
            return new CertificatesJson.Leaf(
                    workload.key().namespace(), workload.key().name(), expires.toString());
        }
    }

    /** {@code reports} are what sidecars say of their trust. */
    public static CertificatesJson answer(
            Workloads workloads, Function<Workload, Optional<TrustReport>> reports, Instant now) {
        List<Workload> meshed =
                workloads.all().stream().filter(Workload::meshed).toList();
        List<Told> told = meshed.stream()
                .flatMap(each -> Told.of(each, reports.apply(each)))
                .sorted(Comparator.comparing(Told::expires)
                        .thenComparing(each -> each.workload().key().name()))
                .toList();
        return new CertificatesJson(
                meshed.size(),
                told.size(),
                told.stream().findFirst().map(Told::leaf).orElse(null),
                told.stream()
                        .filter(each -> each.report().isLate(now))
                        .map(Told::leaf)
                        .toList());
    }
}
