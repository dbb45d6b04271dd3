package io.weft.viz.metrics;

import io.weft.viz.window.Observation;
import io.weft.viz.workload.Workload;
import java.util.List;
import java.util.Optional;

/** Names the two ends of an edge, by owner or by the type asked for. Pure. */
final class EdgeEnds {
    /** The client of every edge whose client has no identity. */
    static final ResourceName UNMESHED = new ResourceName("", "", "unmeshed");

    private static final List<ResourceType> OWNERS = List.of(
            ResourceType.DEPLOYMENT,
            ResourceType.STATEFULSET,
            ResourceType.DAEMONSET,
            ResourceType.CRONJOB,
            ResourceType.JOB,
            ResourceType.REPLICASET,
            ResourceType.REPLICATIONCONTROLLER,
            ResourceType.POD);

    private final List<ResourceType> types;

    EdgeEnds(Optional<ResourceType> type) {
        types = type.map(List::of).orElse(OWNERS);
    }

    Optional<ResourceName> of(Workload workload) {
        return types.stream().flatMap(type -> type.of(workload).stream()).findFirst();
    }

    /** As a client's sidecar names it. */
    Optional<ResourceName> destination(Observation observed) {
        String namespace = observed.label("dst_namespace");
        return types.stream()
                .filter(type -> !observed.label(type.destinationLabel()).isEmpty())
                .map(type -> new ResourceName(namespace, type.text(), observed.label(type.destinationLabel())))
                .findFirst();
    }
}
