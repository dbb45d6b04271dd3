package io.weft.viz.dashboard;

import io.weft.core.Latest;
import io.weft.viz.metrics.MeshJson;
import io.weft.viz.metrics.MeshQuery;
import io.weft.viz.metrics.TimeWindow;
import io.weft.viz.trust.CertificatesJson;
import io.weft.viz.window.MetricSource;
import io.weft.viz.window.MetricsUnavailableException;
import io.weft.viz.window.Observation;
import io.weft.viz.workload.Workloads;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The mesh and our own health at this moment, as one line of JSON. Thread-safe. */
public final class MeshLook implements Supplier<String> {
    private static final TimeWindow MINUTE = new TimeWindow("1m", Duration.ofMinutes(1));

    /**
     * What a reader gets.
     *
     * @param destinationAnswers whether destination-service answered when it was asked last
     * @param workloadsCurrent whether the list of workloads is kept up to date
     * @param metricsUnavailable why nothing is told of what happened; null if it is
     * @param certificates whether they are renewed in time
     */
    record Event(
            boolean destinationAnswers,
            boolean workloadsCurrent,
            @Nullable String metricsUnavailable,
            CertificatesJson certificates,
            MeshJson mesh) {}

    private final Latest<Workloads> workloads;
    private final MetricSource source;
    private final BooleanSupplier destinationAnswers;
    private final BooleanSupplier workloadsCurrent;
    private final Supplier<CertificatesJson> certificates;
    private final JsonMapper json;
    private final TimeWindow window;

    public MeshLook(
            Latest<Workloads> workloads,
            MetricSource source,
            BooleanSupplier destinationAnswers,
            BooleanSupplier workloadsCurrent,
            Supplier<CertificatesJson> certificates,
            JsonMapper json) {
        this.workloads = workloads;
        this.source = source;
        this.destinationAnswers = destinationAnswers;
        this.workloadsCurrent = workloadsCurrent;
        this.certificates = certificates;
        this.json = json;
        boolean isKept = source.retention().compareTo(MINUTE.length()) >= 0;
        window = isKept ? MINUTE : new TimeWindow(source.retention().toSeconds() + "s", source.retention());
    }

    @Override
    public String get() {
        try {
            return text(source.observe(window.length()), null);
        } catch (MetricsUnavailableException away) {
            return text(List.of(), away.getMessage());
        }
    }

    private String text(List<Observation> observed, @Nullable String unavailable) {
        MeshJson mesh = MeshQuery.answer(workloads.get(), observed, window);
        return json.writeValueAsString(new Event(
                destinationAnswers.getAsBoolean(),
                workloadsCurrent.getAsBoolean(),
                unavailable,
                certificates.get(),
                mesh));
    }
}
