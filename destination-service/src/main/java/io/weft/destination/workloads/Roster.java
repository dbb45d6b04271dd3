package io.weft.destination.workloads;

import io.weft.core.Latest;
import io.weft.destination.answers.WorkloadId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells those who follow all workloads what changed since they last asked. A change costs the same however many workloads
 * there are.
 *
 * <p>Threading: safe from any thread.
 */
public final class Roster {
    private static final int REMEMBERED_REMOVALS = 10_000;

    private final Latest<Long> version = new Latest<>(0L);
    private final LinkedHashMap<WorkloadId, Entry> byAge =
            new LinkedHashMap<>(); // guarded by this; the last changed is last
    private int removals; // guarded by this
    private long horizon; // guarded by this; who is not past it must start afresh

    private record Entry(long version, @Nullable Workload workload) {}

    /**
     * Changes in one step.
     *
     * @param version to ask from next time
     * @param reset forget everything known before; {@code applied} is all there is
     */
    public record Changes(long version, boolean reset, List<Workload> applied, List<WorkloadId> removed) {}

    /** Grows with each change. */
    public Latest<Long> version() {
        return version;
    }

    /**
     * What changed.
     *
     * @param known the version of the last answer; 0 for all there is
     */
    public synchronized Changes since(long known) {
        boolean reset = known <= horizon;
        List<Workload> applied = new ArrayList<>();
        List<WorkloadId> removed = new ArrayList<>();
        for (Map.Entry<WorkloadId, Entry> each : byAge.reversed().entrySet()) {
            if (!reset && each.getValue().version() <= known) {
                break;
            }
            Workload workload = each.getValue().workload();
            if (workload != null) {
                applied.add(workload);
            } else if (!reset) {
                removed.add(each.getKey());
            }
        }
        return new Changes(version.get(), reset, applied, removed);
    }

    /** A workload is new or changed. */
    public synchronized void apply(Workload workload) {
        renew(workload.id(), workload);
    }

    /** A workload is gone. */
    public synchronized void remove(WorkloadId id) {
        renew(id, null);
        if (removals > REMEMBERED_REMOVALS) {
            forgetRemovals();
        }
    }

    /** {@code all} is everything there is. */
    public synchronized void reset(Collection<Workload> all) {
        byAge.clear();
        removals = 0;
        all.forEach(workload -> byAge.put(workload.id(), new Entry(version.get() + 1, workload)));
        horizon = version.get();
        version.set(version.get() + 1);
    }

    private void renew(WorkloadId id, @Nullable Workload workload) {
        long next = version.get() + 1;
        Entry before = byAge.remove(id);
        removals += (workload == null ? 1 : 0) - (before != null && before.workload() == null ? 1 : 0);
        byAge.put(id, new Entry(next, workload));
        version.set(next);
    }

    private void forgetRemovals() {
        byAge.values().removeIf(entry -> entry.workload() == null);
        removals = 0;
        horizon = version.get() - 1;
    }
}
