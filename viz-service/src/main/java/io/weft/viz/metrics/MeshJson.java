package io.weft.viz.metrics;

import java.util.List;

/**
 * The whole mesh at one moment, as the page shows it.
 *
 * @param windowSeconds how far back all counts look
 * @param workloads a row for everything that owns pods, and for pods nobody owns
 * @param pods which pods each row of {@code workloads} has; their names are keys of nothing else
 */
public record MeshJson(
        long windowSeconds,
        List<StatRowJson> workloads,
        List<Pod> pods,
        List<EdgeJson> edges,
        List<FailureJson> failures,
        List<RouteFailureJson> routeFailures,
        List<DecisionJson> decisions) {

    /** One pod, with the requests its own sidecar received. */
    public record Pod(ResourceName owner, StatRowJson row) {}
}
