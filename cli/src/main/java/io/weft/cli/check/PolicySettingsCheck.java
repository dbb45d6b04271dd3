package io.weft.cli.check;

import io.weft.cli.cluster.ClusterKind;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Whether the control plane reads policies as its installation says, where the mesh and Linkerd read them differently.
 *
 * @see "brief-vs-linkerd, 1a"
 */
record PolicySettingsCheck(ClusterMesh mesh) implements Check.Probe {
    private static final String VALUE = "/policyController/emptyRequiredAuthentication";
    private static final String VARIABLE = "MESH_DESTINATION_EMPTY_REQUIRED_AUTHENTICATION";
    private static final String DENY = "deny";

    @Override
    public List<String> complaints() {
        String installed = installed();
        return running()
                .filter(runs -> !runs.equals(installed))
                .map(runs -> "destination was started with " + runs + ", the installation says " + installed
                        + ": linkerd upgrade | kubectl apply -f -")
                .map(List::of)
                .orElse(List.of());
    }

    /** What holds, for people. */
    String remark() {
        return installed().equals(DENY) ? "deny: they admit nobody" : "allow: they admit everybody";
    }

    private String installed() {
        return mesh.values().at(VALUE).asString(DENY);
    }

    private Optional<String> running() {
        return mesh.own(ClusterKind.DEPLOYMENT, "linkerd-destination")
                .flatMap(deployment -> deployment
                        .items("/spec/template/spec/containers")
                        .flatMap(container -> container.path("env").valueStream())
                        .filter(variable -> variable.path("name").asString("").equals(VARIABLE))
                        .map((JsonNode variable) -> variable.path("value").asString(""))
                        .findFirst());
    }
}
