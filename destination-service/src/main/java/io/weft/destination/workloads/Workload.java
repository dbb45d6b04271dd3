package io.weft.destination.workloads;

import io.weft.destination.answers.WorkloadId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * A workload, read once from its object and shared by every join.
 *
 * @param labels as its object has them
 * @param owner the controller it belongs to, a Deployment rather than its ReplicaSet
 * @param serviceAccount empty for a workload outside the cluster
 * @param ports numbers of its TCP ports by name
 * @param probes paths of HTTP health checks by port, without query
 */
public record Workload(
        WorkloadId id,
        Map<String, String> labels,
        Optional<Owner> owner,
        String serviceAccount,
        Placement placement,
        Sidecar sidecar,
        InboundSettings inbound,
        Map<String, Set<Integer>> ports,
        Map<Integer, SortedSet<String>> probes) {
    public Workload {
        labels = Map.copyOf(labels);
        ports = Map.copyOf(ports);
        probes = Map.copyOf(probes);
    }

    /**
     * What a workload belongs to.
     *
     * @param kind lower case, as metrics name it: {@code deployment}, {@code statefulset}, {@code k8s_job}
     */
    public record Owner(String kind, String name) {}

    public String namespace() {
        return id.namespace();
    }

    public boolean isPod() {
        return id.kind() == WorkloadId.Kind.POD;
    }
}
