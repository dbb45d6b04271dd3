package io.weft.viz.scrape;

import io.weft.viz.workload.Workload;
import io.weft.viz.workload.WorkloadKey;
import io.weft.viz.workload.Workloads;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who is asked: sidecars, and the programs beside them that probe the gateways of other clusters.
 *
 * @param metrics where {@code /metrics} is
 * @see "viz, 2 and 10.4"
 */
record ScrapeTarget(WorkloadKey key, InetSocketAddress metrics) {
    private static final String COMPONENT = "component";
    private static final Set<String> MIRRORS = Set.of("linkerd-service-mirror", "controller");

    /** {@code mirrorPort} is where service mirrors tell theirs. */
    static List<ScrapeTarget> of(Workloads workloads, int mirrorPort) {
        return workloads.all().stream()
                .filter(Workload::isTarget)
                .flatMap(workload -> of(workload, mirrorPort))
                .toList();
    }

    private static Stream<ScrapeTarget> of(Workload workload, int mirrorPort) {
        InetSocketAddress admin = workload.admin().orElseThrow();
        ScrapeTarget sidecar = new ScrapeTarget(workload.key(), admin);
        return MIRRORS.contains(workload.labels().getOrDefault(COMPONENT, ""))
                ? Stream.of(sidecar, mirror(sidecar, mirrorPort))
                : Stream.of(sidecar);
    }

    /** What it tells is not of its sidecar: another process, and a key of its own. */
    private static ScrapeTarget mirror(ScrapeTarget sidecar, int port) {
        return new ScrapeTarget(
                sidecar.key.asServiceMirror(), new InetSocketAddress(sidecar.metrics.getAddress(), port));
    }
}
