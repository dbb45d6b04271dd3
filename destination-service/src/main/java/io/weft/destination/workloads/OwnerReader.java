package io.weft.destination.workloads;

import io.weft.kubernetes.resource.KnownLabels;
import io.weft.kubernetes.resource.Metadata;
import io.weft.kubernetes.resource.OwnerReference;
import java.util.Locale;
import java.util.Optional;

/**
 * Names what a pod belongs to. A ReplicaSet called after the pod's template hash stands for its Deployment. Pure.
 *
 * @see "wire-behaviour, 1.7: metric_labels; viz: kinds"
 */
final class OwnerReader {
    private OwnerReader() {}

    static Optional<Workload.Owner> read(Metadata pod) {
        return pod.owner().map(owner -> owner(pod, owner));
    }

    private static Workload.Owner owner(Metadata pod, OwnerReference owner) {
        String hash = pod.label(KnownLabels.POD_TEMPLATE_HASH)
                .map(value -> "-" + value)
                .orElse("");
        String name = owner.name();
        if (owner.kind().equals("ReplicaSet")
                && !hash.isEmpty()
                && name.endsWith(hash)
                && name.length() > hash.length()) {
            return new Workload.Owner("deployment", name.substring(0, name.length() - hash.length()));
        }
        return new Workload.Owner(kind(owner.kind()), name);
    }

    /** {@code job} is a label that scrapers set themselves. */
    private static String kind(String kind) {
        return kind.equals("Job") ? "k8s_job" : kind.toLowerCase(Locale.ROOT);
    }
}
