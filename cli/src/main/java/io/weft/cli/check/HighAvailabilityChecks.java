package io.weft.cli.check;

import io.weft.cli.check.Check.Weight;
import io.weft.cli.cluster.ClusterKind;
import java.util.List;

/**
 * Whether one pod may fail.
 *
 * @see "cli, 4: linkerd-ha-checks"
 */
record HighAvailabilityChecks(ClusterMesh mesh) {
    CheckGroup group() {
        return new CheckGroup(
                "linkerd-ha-checks",
                List.of(new Check(
                                "multiple replicas of control plane pods",
                                "l5d-control-plane-replicas",
                                Weight.WARNING,
                                this::single)
                        .withRetries()
                        .onlyWhen(() -> mesh.values().path("highAvailability").asBoolean(false))));
    }

    private List<String> single() {
        return mesh.cluster().list(ClusterKind.DEPLOYMENT, mesh.namespace(), ClusterMesh.COMPONENT).stream()
                .filter(deployment -> deployment.at("/status/availableReplicas").asInt(0) < 2)
                .map(deployment -> deployment.name() + " has "
                        + deployment.at("/status/availableReplicas").asInt(0) + " available replicas")
                .toList();
    }
}
