package io.weft.viz.dashboard;

import io.weft.core.Latest;
import io.weft.viz.trust.TrustReports;
import io.weft.viz.workload.Workload;
import io.weft.viz.workload.Workloads;
import java.util.Comparator;
import java.util.function.BooleanSupplier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/anchors}: which trust anchors every sidecar has in force, so that a roll-over can wait for the last of them. */
@RestController
public final class AnchorsApi {
    private static final Comparator<Workload> BY_NAME = Comparator.<Workload, String>comparing(
                    workload -> workload.key().namespace())
            .thenComparing(workload -> workload.key().name());

    private final Latest<Workloads> workloads;
    private final BooleanSupplier current;
    private final TrustReports reports;

    /**
     * Answers from memory.
     *
     * @param current whether {@code workloads} is being kept up to date
     */
    public AnchorsApi(Latest<Workloads> workloads, BooleanSupplier current, TrustReports reports) {
        this.workloads = workloads;
        this.current = current;
        this.reports = reports;
    }

    @GetMapping("/api/anchors")
    AnchorsJson anchors() {
        return new AnchorsJson(
                current.getAsBoolean(),
                workloads.get().all().stream()
                        .filter(Workload::meshed)
                        .sorted(BY_NAME)
                        .map(workload -> AnchorsJson.Proxy.of(workload, reports.of(workload.key())))
                        .toList());
    }
}
