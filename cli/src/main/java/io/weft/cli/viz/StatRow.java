package io.weft.cli.viz;

import org.jspecify.annotations.Nullable;

/**
 * Figures of one resource, as viz-service tells them.
 *
 * @param status of a pod; empty for others
 * @param stats null without requests
 * @param authentication null if unmeshed
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
        @Nullable Double observedSeconds) {

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
        return new StatRow(resource, status, meshedPodCount, runningPodCount, stats, tcpStats, null, observedSeconds);
    }

    /** What counts per second; {@code windowSeconds} is what the rate is over if viz-service does not say better. */
    double perSecond(long count, double windowSeconds) {
        return count / (observedSeconds != null && observedSeconds > 0 ? observedSeconds : windowSeconds);
    }

    boolean isMeshed() {
        return meshedPodCount > 0;
    }

    /** {@code MESHED/RUNNING} pods. */
    String meshed() {
        return meshedPodCount + "/" + runningPodCount;
    }
}
