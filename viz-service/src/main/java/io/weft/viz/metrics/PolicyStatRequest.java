package io.weft.viz.metrics;

import io.weft.kubernetes.resource.LabelSelector;

/**
 * A question for rows of policies.
 *
 * @param namespace empty: all
 * @param name empty: all
 * @param labels what pods must have: what was decided at others is not counted
 */
public record PolicyStatRequest(
        PolicyType type,
        String namespace,
        String name,
        TimeWindow window,
        LabelSelector labels,
        boolean tcpStats,
        boolean skipStats) {
    /** What is said where somebody asks who sent to a policy, or what it sends. */
    public static final String NO_PEERS = "a policy neither sends nor is sent to: ask for what a workload sends";

    boolean selects(ResourceName policy) {
        return (namespace.isEmpty() || namespace.equals(policy.namespace()))
                && (name.isEmpty() || name.equals(policy.name()));
    }
}
