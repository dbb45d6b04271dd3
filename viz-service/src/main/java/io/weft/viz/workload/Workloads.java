package io.weft.viz.workload;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All workloads at one moment. Immutable. */
public record Workloads(Map<WorkloadKey, Workload> byKey) {
    public static final Workloads NONE = new Workloads(Map.of());

    public Workloads {
        byKey = Map.copyOf(byKey);
    }

    public static Workloads of(Collection<Workload> all) {
        return NONE.with(all);
    }

    public @Nullable Workload get(WorkloadKey key) {
        return byKey.get(key);
    }

    public Collection<Workload> all() {
        return byKey.values();
    }

    Workloads with(Collection<Workload> applied) {
        Map<WorkloadKey, Workload> next = new HashMap<>(byKey);
        applied.forEach(workload -> next.put(workload.key(), workload));
        return new Workloads(next);
    }

    Workloads without(Collection<WorkloadKey> removed) {
        Map<WorkloadKey, Workload> next = new HashMap<>(byKey);
        removed.forEach(next::remove);
        return new Workloads(next);
    }
}
