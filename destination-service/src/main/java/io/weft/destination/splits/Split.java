package io.weft.destination.splits;

import io.weft.destination.answers.ServiceId;
import java.util.List;

/**
 * What one rule of one object says of one Service.
 *
 * @param kind {@code TrafficSplit}, {@code ServiceProfile}, {@code HTTPRoute} or {@code GRPCRoute}
 * @param rule which of the object's, from 0
 * @param rules how many the object has
 * @param service whose traffic
 * @param leaves where it goes, at least one
 * @param overridden whether another object says what happens instead
 */
public record Split(
        String kind,
        String namespace,
        String name,
        int rule,
        int rules,
        ServiceId service,
        List<Leaf> leaves,
        boolean overridden) {
    public Split {
        leaves = List.copyOf(leaves);
    }

    /**
     * A share of the traffic.
     *
     * @param service of an empty namespace: a host outside the cluster
     * @param port 0: the one that was called
     * @param weight relative to the others'; 0 gets nothing
     */
    public record Leaf(ServiceId service, int port, long weight) {}
}
