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
import io.weft.viz.workload.WorkloadsClient;
import java.time.Duration;
import java.time.Instant;
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
     * @param workloadsKnown whether it has told which workloads there are since we were started
     * @param workloadsCurrent whether the list of workloads is kept up to date
     * @param watchingSince before that nothing is known; null if somebody else remembers
     * @param metricsUnavailable why nothing is told of what happened; null if it is
     * @param certificates whether they are renewed in time
     */
    record Event(
            boolean destinationAnswers,
            boolean workloadsKnown,
            boolean workloadsCurrent,
            @Nullable Instant watchingSince,
            @Nullable String metricsUnavailable,
            CertificatesJson certificates,
            MeshJson mesh) {}

    private final Latest<Workloads> workloads;
    private final MetricSource source;
    private final BooleanSupplier destinationAnswers;
    private final WorkloadsClient client;
    private final @Nullable Instant watchingSince;
    private final Supplier<CertificatesJson> certificates;
    private final JsonMapper json;
    private final TimeWindow window;

    /** {@code watchingSince} as above. */
    public MeshLook(
            Latest<Workloads> workloads,
            WorkloadsClient client,
            MetricSource source,
            @Nullable Instant watchingSince,
            BooleanSupplier destinationAnswers,
            Supplier<CertificatesJson> certificates,
            JsonMapper json) {
        this.workloads = workloads;
        this.source = source;
        this.destinationAnswers = destinationAnswers;
        this.client = client;
        this.watchingSince = watchingSince;
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
        boolean known = client.isKnown(); // before the list: an empty one is not taken for the truth
        Workloads all = workloads.get();
        MeshJson mesh = MeshQuery.answer(all, observed, window);
        return json.writeValueAsString(new Event(
                destinationAnswers.getAsBoolean(),
                known || !all.all().isEmpty(),
                client.isConnected(),
                watchingSince,
                unavailable,
                certificates.get(),
                mesh));
    }
}
