package io.weft.cli.install;

import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.ClusterKind;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values of the chart of resource definitions, which users give together with those of the control plane. */
final class DefinitionValues {
    /** Whose definitions may be somebody else's, by the value that asks for them. */
    private static final Map<String, String> SHARED = Map.of(
            "installGatewayAPI", "httproutes.gateway.networking.k8s.io",
            "enableTrafficSplit", "trafficsplits.split.smi-spec.io");

    private DefinitionValues() {}

    /** Takes them out of {@code values}. */
    static ObjectNode takeFrom(ObjectNode values) {
        ObjectNode taken = JsonNodeFactory.instance.objectNode();
        for (String name : SHARED.keySet()) {
            JsonNode value = values.remove(name);
            if (value != null) {
                taken.set(name, value);
            }
        }
        return taken;
    }

    /** Those that leave alone what is in the cluster and does not belong to the mesh of that namespace. */
    static ObjectNode minding(Cluster cluster, String namespace) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        SHARED.forEach((name, definition) -> cluster.get(ClusterKind.DEFINITION, "", definition)
                .filter(each -> !each.label("linkerd.io/control-plane-ns").equals(namespace))
                .ifPresent(foreign -> values.put(name, false)));
        return values;
    }
}
