package io.weft.cli.check;

import io.weft.cli.check.Check.Weight;
import io.weft.cli.cluster.ClusterKind;
import io.weft.cli.cluster.ClusterObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the control plane runs.
 *
 * @see "cli, 4: linkerd-existence"
 */
final class ExistenceChecks {
    private final ClusterMesh mesh;

    ExistenceChecks(ClusterMesh mesh) {
        this.mesh = mesh;
    }

    CheckGroup group() {
        MeshNetworkChecks networks = new MeshNetworkChecks(mesh);
        return new CheckGroup(
                "linkerd-existence",
                List.of(
                        new Check(
                                "'linkerd-config' config map exists",
                                "l5d-existence-linkerd-config",
                                Weight.FATAL,
                                this::config),
                        new Check(
                                        "control plane replica sets are ready",
                                        "l5d-existence-replicasets",
                                        Weight.FATAL,
                                        this::replicaSets)
                                .withRetries(),
                        new Check(
                                        "no unschedulable pods",
                                        "l5d-existence-unschedulable-pods",
                                        Weight.WARNING,
                                        this::unschedulable)
                                .withRetries(),
                        new Check("control plane pods are ready", "l5d-api-control-ready", Weight.FATAL, this::pods)
                                .withRetries(),
                        networks.nodes(),
                        networks.pods(),
                        networks.services()));
    }

    private List<String> config() {
        return mesh.own(ClusterKind.CONFIG_MAP, "linkerd-config").isPresent()
                ? List.of()
                : List.of("there is none in namespace " + mesh.namespace()
                        + ": is the mesh installed? linkerd install | kubectl apply -f -");
    }

    private List<String> replicaSets() {
        return mesh.cluster().list(ClusterKind.REPLICA_SET, mesh.namespace(), ClusterMesh.COMPONENT).stream()
                .filter(set -> set.at("/spec/replicas").asInt(0)
                        > set.at("/status/readyReplicas").asInt(0))
                .map(set -> set.name() + ": " + set.at("/status/readyReplicas").asInt(0) + " of "
                        + set.at("/spec/replicas").asInt(0) + " pods are ready")
                .toList();
    }

    private List<String> unschedulable() {
        List<String> complaints = new ArrayList<>();
        for (ClusterObject pod : mesh.controlPlanePods()) {
            pod.items("/status/conditions")
                    .filter(condition -> condition.path("reason").asString("").equals("Unschedulable"))
                    .map(condition ->
                            pod.title() + ": " + condition.path("message").asString(""))
                    .forEach(complaints::add);
        }
        return complaints;
    }

    private List<String> pods() {
        List<ClusterObject> pods = mesh.controlPlanePods();
        List<String> complaints = new ArrayList<>();
        ClusterMesh.COMPONENTS.stream()
                .filter(component -> pods.stream()
                        .noneMatch(pod -> pod.label(ClusterMesh.COMPONENT).equals(component)))
                .map(component -> "there is no pod of linkerd-" + component)
                .forEach(complaints::add);
        pods.stream()
                .map(pod -> new PodStatus(pod).unready())
                .flatMap(Optional::stream)
                .forEach(complaints::add);
        return complaints;
    }
}
