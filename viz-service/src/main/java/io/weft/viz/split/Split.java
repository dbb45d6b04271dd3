package io.weft.viz.split;

import java.util.List;

/**
 * What one rule of one object says of one Service.
 *
 * @param kind {@code TrafficSplit}, {@code ServiceProfile}, {@code HTTPRoute} or {@code GRPCRoute}
 * @param rule which of the object's, from 0
 * @param rules how many the object has
 * @param service whose traffic
 * @param leaves where it goes
 * @param overridden whether another object says what happens instead
 */
public record Split(
        String kind,
        String namespace,
        String name,
        int rule,
        int rules,
        Target service,
        List<Leaf> leaves,
        boolean overridden) {
    public Split {
        leaves = List.copyOf(leaves);
    }

    /** Whether it is a route's; else clients follow it as a profile, and count what they send there by profile. */
    public boolean isOfRoute() {
        return kind.endsWith("Route");
    }

    /**
     * A Service.
     *
     * @param namespace empty: {@code name} is a host outside the cluster
     */
    public record Target(String namespace, String name) {}

    /**
     * A share of the traffic.
     *
     * @param port 0: the one that was called
     * @param weight relative to the others', at least 0
     */
    public record Leaf(Target service, int port, long weight) {}
}
