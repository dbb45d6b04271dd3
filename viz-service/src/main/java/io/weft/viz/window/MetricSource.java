package io.weft.viz.window;

import io.weft.viz.workload.WorkloadKey;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Where answers come from: our own memory, or a Prometheus. Both say the same of the same scrapes.
 *
 * <p>Threading: safe from any thread that may wait.
 */
public interface MetricSource {
    /**
     * Everything that sidecars saw happen in {@code window}, which is at most {@link #retention()}.
     *
     * @throws MetricsUnavailableException if nobody can tell now
     */
    List<Observation> observe(Duration window);

    /**
     * What service mirrors told in {@code window} of the gateways of other clusters; nothing where there are none.
     *
     * @throws MetricsUnavailableException if nobody can tell now
     */
    List<Observation> gateways(Duration window);

    /**
     * What some workloads counted, step by step, the oldest first and without the interval that is not over yet. Gauges are left
     * out: nobody knows what they were. A step that a workload was not watched for has nothing of it.
     *
     * @param step at least one interval
     * @param steps how many; together at most {@link #retention()}
     * @throws MetricsUnavailableException if nobody can tell now
     */
    List<List<Observation>> history(Set<WorkloadKey> asked, Duration step, int steps);

    /**
     * Whose sidecars told something in {@code window} that can be compared with something before: what they did not count, did not
     * happen.
     *
     * @throws MetricsUnavailableException if nobody can tell now
     */
    Set<WorkloadKey> watched(Duration window);

    /** Between two scrapes: the shortest window. */
    Duration interval();

    /** The longest window. */
    Duration retention();

    /**
     * How far back something is known of anybody, at most {@link #retention()}. What a young process counted before is told as
     * well, but nobody saw when that was.
     */
    default Duration seen() {
        return retention();
    }
}
