package io.weft.cli.install;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** All that is applied to a cluster, in order. */
final class MeshManifests {
    private MeshManifests() {}

    /** {@code overrides} are laid over the chart's own values. */
    static List<JsonNode> definitions(String namespace, ObjectNode overrides) {
        ObjectNode values = overrides.deepCopy();
        values.put("mindOthers", false); // who renders has looked, and Helm knows another cluster or none
        return BundledCharts.render(BundledCharts.CRDS, namespace, values);
    }

    /**
     * The control plane, its namespace, and what it was made of.
     *
     * @param overrides laid over the chart's own values, and remembered in the cluster
     * @param passing laid over these, and not remembered
     */
    static List<JsonNode> controlPlane(String namespace, ObjectNode overrides, ObjectNode passing) {
        ObjectNode values = overrides.deepCopy();
        ValueLayers.lay(values, passing);
        var _ = DefinitionValues.takeFrom(values);
        List<JsonNode> documents = new ArrayList<>();
        documents.add(
                MeshNamespace.namespace(namespace, !values.path("cniEnabled").asBoolean(false)));
        documents.addAll(BundledCharts.render(BundledCharts.CONTROL_PLANE, namespace, values));
        documents.add(MeshNamespace.overrides(namespace, overrides));
        return documents;
    }
}
