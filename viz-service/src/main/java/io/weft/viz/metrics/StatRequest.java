package io.weft.viz.metrics;

import io.weft.kubernetes.resource.LabelSelector;
import java.util.Optional;

/**
 * A question for rows.
 *
 * @param to only what the subject's own sidecars sent there, to workloads or a Service; not with {@code from}
 * @param from only what was sent from there, told by the sidecars there
 * @param labels what the subject's pods must have: others are not counted
 */
public record StatRequest(
        ResourceSelector subject,
        TimeWindow window,
        Optional<RoutesRequest.Target> to,
        Optional<ResourceSelector> from,
        LabelSelector labels,
        boolean tcpStats,
        boolean skipStats) {
    public StatRequest {
        if (to.isPresent() && from.isPresent()) {
            throw new InvalidQueryException("ask for traffic to or from a resource, not both");
        }
    }

    boolean isOutbound() {
        return to.isPresent() || from.isPresent();
    }
}
