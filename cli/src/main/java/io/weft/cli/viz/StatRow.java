package io.weft.cli.viz;

import org.jspecify.annotations.Nullable;

/**
 * Figures of one resource, as viz-service tells them.
 *
 * @param status of a pod; empty for others
 * @param stats null without requests
 * @param authentication null if unmeshed
 * @param tsStats null unless it is of a leaf of a Service whose traffic is split
 * @param observedSeconds for how much of the window it was watched; 0 if nothing happened, null if it is not told
 */
record StatRow(
        Edge.End resource,
        String status,
        long meshedPodCount,
        long runningPodCount,
        @Nullable Requests stats,
        Edge.@Nullable Tcp tcpStats,
        @Nullable String authentication,
        @Nullable Double observedSeconds,
        @Nullable Split tsStats) {

    /**
     * Whose traffic goes where.
     *
     * @param weight the share it should get, as a percentage
     */
    record Split(String apex, String leaf, String weight) {}

    /** Requests that ended in the window. */
    record Requests(long successCount, long failureCount, long latencyMsP50, long latencyMsP95, long latencyMsP99) {
        long all() {
            return successCount + failureCount;
        }

        /** From 0 to 1. */
        double successRate() {
            return (double) successCount / all();
        }
    }

    /** The same, for whoever is not told of it. */
    StatRow withoutAuthentication() {
        return new StatRow(
                resource, status, meshedPodCount, runningPodCount, stats, tcpStats, null, observedSeconds, tsStats);
    }

    /** What counts per second; {@code windowSeconds} is what the rate is over if viz-service does not say better. */
    double perSecond(long count, double windowSeconds) {
        return count / (observedSeconds != null && observedSeconds > 0 ? observedSeconds : windowSeconds);
    }

    boolean isMeshed() {
        return meshedPodCount > 0;
    }

    boolean isService() {
        return resource.type().equals(ResourceKind.SERVICE.text());
    }

    /** {@code MESHED/RUNNING} pods; null of a Service, which has none of its own. */
    @Nullable
    String meshed() {
        return isService() ? null : meshedPodCount + "/" + runningPodCount;
    }
}
