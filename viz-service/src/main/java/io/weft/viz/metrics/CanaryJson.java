package io.weft.viz.metrics;

import java.util.List;

/**
 * How the traffic of Services is split, and what comes of it.
 *
 * @param splitsCurrent whether the list of splits is being kept up to date; else one may be missing, or a weight old
 */
public record CanaryJson(boolean splitsCurrent, List<Split> splits) {
    /**
     * What one rule of one object says of one Service.
     *
     * @param kind {@code TrafficSplit}, {@code ServiceProfile}, {@code HTTPRoute} or {@code GRPCRoute}
     * @param rule which of the object's, from 0
     * @param rules how many it has
     * @param service whose traffic
     * @param overridden whether another object says what happens instead
     * @param unsure why the leaves' requests may not be this rule's alone, so that shares cannot be compared; empty if they are
     */
    public record Split(
            String kind,
            String namespace,
            String name,
            int rule,
            int rules,
            ResourceName service,
            boolean overridden,
            String unsure,
            List<Leaf> leaves) {}

    /**
     * A Service that gets a share.
     *
     * @param leaf of type {@code service}, or {@code host}, outside the cluster
     * @param port 0: the one that was called
     * @param weight the share it should get, from 0 to 1
     * @param stats of each try that was sent there
     * @param observedSeconds for how much of the window it was watched, for a rate
     */
    public record Leaf(ResourceName leaf, int port, double weight, BasicStatsJson stats, double observedSeconds) {}
}
