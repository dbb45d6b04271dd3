package io.weft.cli.viz;

import org.jspecify.annotations.Nullable;

/**
 * Figures of one resource, as viz-service tells them.
 *
 * @param status of a pod; empty for others
 * @param stats null without requests
 * @param authentication null if unmeshed
 * @param tsStats null unless it is of a leaf of a Service whose traffic is split
 * @param srvStats null unless it is of a policy
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
        @Nullable Split tsStats,
        @Nullable Decided srvStats) {

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
                resource,
                status,
                meshedPodCount,
                runningPodCount,
                stats,
                tcpStats,
                null,
                observedSeconds,
                tsStats,
                srvStats);
    }

    /** What counts per second; {@code windowSeconds} is what the rate is over if viz-service does not say better. */
    double perSecond(long count, double windowSeconds) {
        return count / (observedSeconds != null && observedSeconds > 0 ? observedSeconds : windowSeconds);
    }

    boolean isMeshed() {
        return meshedPodCount > 0;
    }

    ResourceKind kind() {
        return ResourceKind.parse(resource.type());
    }

    /** {@code MESHED/RUNNING} pods; null of what has none of its own. */
    @Nullable
    String meshed() {
        return kind().hasPods() ? meshedPodCount + "/" + runningPodCount : null;
    }

    /** Null where nobody can know: no sidecar, or it is about requests alone. */
    Edge.@Nullable Tcp connections() {
        return isMeshed() || !kind().hasPods() ? tcpStats : null;
    }

    /** Requests turned away per second; null where none can be. */
    @Nullable
    Double unauthorized(double windowSeconds) {
        return srvStats != null && kind().turnsAway()
                ? (Double) perSecond(srvStats.deniedCount(), windowSeconds)
                : null;
    }

    /** At which a route was taken; null of anything else. */
    @Nullable
    String server() {
        return srvStats != null && kind() == ResourceKind.HTTPROUTE ? srvStats.server() : null;
    }
}
