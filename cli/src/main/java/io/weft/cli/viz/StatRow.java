package io.weft.cli.viz;

import org.jspecify.annotations.Nullable;

/**
 * Figures of one resource, as viz-service tells them.
 *
 * @param status of a pod; empty for others
 * @param stats null without requests
 * @param authentication null if unmeshed
 */
record StatRow(
        Edge.End resource,
        String status,
        long meshedPodCount,
        long runningPodCount,
        @Nullable Requests stats,
        Edge.@Nullable Tcp tcpStats,
        @Nullable String authentication) {

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

    boolean isMeshed() {
        return meshedPodCount > 0;
    }

    /** {@code MESHED/RUNNING} pods. */
    String meshed() {
        return meshedPodCount + "/" + runningPodCount;
    }
}
