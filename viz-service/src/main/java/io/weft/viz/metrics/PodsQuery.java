package io.weft.viz.metrics;

import io.weft.kubernetes.resource.KnownLabels;
import io.weft.kubernetes.resource.LabelSelector;
import io.weft.viz.workload.Workload;
import io.weft.viz.workload.Workloads;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which pods there are, as destination tells it. Pure. */
public final class PodsQuery {
    private static final String COMPONENT = "linkerd.io/control-plane-component";
    private static final Comparator<Workload> ORDER = Comparator.comparing(
                    (Workload each) -> each.key().namespace())
            .thenComparing(each -> each.key().name());

    private PodsQuery() {}

    /**
     * All of a namespace, or those of a resource.
     *
     * @param namespace empty: all
     * @param owner of which they have to be, or that one pod
     */
    public static PodsJson answer(
            Workloads workloads, String namespace, Optional<ResourceSelector> owner, LabelSelector labels) {
        return new PodsJson(workloads.all().stream()
                .filter(each -> namespace.isEmpty() || each.key().namespace().equals(namespace))
                .filter(each -> owner.isEmpty() || isOf(owner.get(), each))
                .filter(each -> labels.matches(each.labels()))
                .sorted(ORDER)
                .map(PodsQuery::pod)
                .toList());
    }

    private static boolean isOf(ResourceSelector owner, Workload workload) {
        return owner.type().of(workload).filter(owner::selects).isPresent();
    }

    private static PodsJson.Pod pod(Workload workload) {
        return new PodsJson.Pod(
                workload.key().namespace() + "/" + workload.key().name(),
                workload.admin().map(each -> each.getAddress().getHostAddress()).orElse(""),
                owner(workload, ResourceType.DEPLOYMENT),
                owner(workload, ResourceType.REPLICASET),
                owner(workload, ResourceType.REPLICATIONCONTROLLER),
                owner(workload, ResourceType.STATEFULSET),
                owner(workload, ResourceType.DAEMONSET),
                owner(workload, ResourceType.JOB),
                workload.ready() ? "Running" : "NotReady",
                workload.meshed(),
                workload.labels().getOrDefault(KnownLabels.CONTROL_PLANE_NAMESPACE, ""),
                workload.labels().containsKey(COMPONENT),
                workload.meshed() && workload.ready());
    }

    private static @Nullable String owner(Workload workload, ResourceType type) {
        return type.of(workload)
                .map(owner -> owner.namespace() + "/" + owner.name())
                .orElse(null);
    }
}
