package io.weft.cli.demo;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/**
 * Who must be seen talking to whom within the control plane: viz-service watches destination-service's workloads, and asks every
 * few seconds whether it is there. The others' edges come and go.
 */
final class ControlPlaneEdges {
    private static final String VIZ = "linkerd-viz/viz";

    private ControlPlaneEdges() {}

    /** {@code identities} is what each workload must prove, by {@code NAMESPACE/NAME}; these among them. */
    static List<ExpectedEdge> of(String controlPlaneNamespace, Map<String, String> identities) {
        String destination = controlPlaneNamespace + "/linkerd-destination";
        return List.of(ExpectedEdge.secured(
                VIZ,
                destination,
                requireNonNull(identities.get(VIZ), VIZ),
                requireNonNull(identities.get(destination), destination)));
    }
}
