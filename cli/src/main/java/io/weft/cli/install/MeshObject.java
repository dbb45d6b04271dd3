package io.weft.cli.install;

import io.weft.cli.cluster.ClusterKind;
import io.weft.cli.cluster.ClusterObject;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Which object a manifest means: what is enough to delete it. */
record MeshObject(String apiVersion, String kind, String namespace, String name) {
    /** What installations consist of, in the order in which it is best taken away. */
    static final List<ClusterKind> KINDS = List.of(
            ClusterKind.MUTATING_WEBHOOK,
            ClusterKind.VALIDATING_WEBHOOK,
            ClusterKind.CRON_JOB,
            ClusterKind.DEPLOYMENT,
            ClusterKind.INGRESS_CLASS,
            ClusterKind.DISRUPTION_BUDGET,
            ClusterKind.SERVICE,
            ClusterKind.CONFIG_MAP,
            ClusterKind.SECRET,
            ClusterKind.ROLE_BINDING,
            ClusterKind.ROLE,
            ClusterKind.SERVICE_ACCOUNT,
            ClusterKind.CLUSTER_ROLE_BINDING,
            ClusterKind.CLUSTER_ROLE,
            ClusterKind.DEFINITION,
            ClusterKind.NAMESPACE);

    static MeshObject of(JsonNode manifest) {
        return new MeshObject(
                manifest.path("apiVersion").asString(""),
                manifest.path("kind").asString(""),
                manifest.at("/metadata/namespace").asString(""),
                manifest.at("/metadata/name").asString(""));
    }

    /** Lists leave out what their items are. */
    static ClusterObject withKind(ClusterObject item, ClusterKind kind) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.put("apiVersion", kind.apiVersion()).put("kind", kind.kind());
        whole.set("metadata", item.at("/metadata"));
        return new ClusterObject(whole);
    }

    JsonNode manifest() {
        ObjectNode manifest = JsonNodeFactory.instance.objectNode();
        manifest.put("apiVersion", apiVersion).put("kind", kind);
        ObjectNode metadata = manifest.putObject("metadata").put("name", name);
        if (!namespace.isEmpty()) {
            metadata.put("namespace", namespace);
        }
        return manifest;
    }
}
