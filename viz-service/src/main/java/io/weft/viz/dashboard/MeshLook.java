package io.weft.viz.dashboard;

import io.weft.core.Latest;
import io.weft.viz.metrics.MeshJson;
import io.weft.viz.metrics.MeshQuery;
import io.weft.viz.metrics.TimeWindow;
import io.weft.viz.window.MetricStore;
import io.weft.viz.workload.Workloads;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** The mesh and our own health at this moment, as one line of JSON. Thread-safe. */
public final class MeshLook implements Supplier<String> {
    private static final TimeWindow MINUTE = new TimeWindow("1m", Duration.ofMinutes(1));

    /**
     * What a reader gets.
     *
     * @param destinationAnswers whether destination-service answered when it was asked last
     * @param workloadsCurrent whether the list of workloads is kept up to date
     */
    record Event(boolean destinationAnswers, boolean workloadsCurrent, MeshJson mesh) {}

    private final Latest<Workloads> workloads;
    private final MetricStore store;
    private final BooleanSupplier destinationAnswers;
    private final BooleanSupplier workloadsCurrent;
    private final JsonMapper json;
    private final TimeWindow window;

    public MeshLook(
            Latest<Workloads> workloads,
            MetricStore store,
            BooleanSupplier destinationAnswers,
            BooleanSupplier workloadsCurrent,
            JsonMapper json) {
        this.workloads = workloads;
        this.store = store;
        this.destinationAnswers = destinationAnswers;
        this.workloadsCurrent = workloadsCurrent;
        this.json = json;
        boolean isKept = store.retention().compareTo(MINUTE.length()) >= 0;
        window = isKept ? MINUTE : new TimeWindow(store.retention().toSeconds() + "s", store.retention());
    }

    @Override
    public String get() {
        MeshJson mesh = MeshQuery.answer(workloads.get(), store.observe(window.length()), window);
        return json.writeValueAsString(
                new Event(destinationAnswers.getAsBoolean(), workloadsCurrent.getAsBoolean(), mesh));
    }
}
