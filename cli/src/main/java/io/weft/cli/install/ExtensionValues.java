package io.weft.cli.install;

import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.ClusterKind;
import io.weft.cli.machine.MachineException;
import io.weft.cli.output.KubernetesYaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values of an extension's chart: those of the mesh it is added to, and over them what was given. */
final class ExtensionValues {
    private ExtensionValues() {}

    /** Of a mesh that nobody looks at. */
    static ObjectNode unseen(String controlPlane) {
        return JsonNodeFactory.instance.objectNode().put("linkerdNamespace", controlPlane);
    }

    /**
     * Of a mesh that is there.
     *
     * @throws MachineException if it is not
     */
    static ObjectNode of(Cluster cluster, String controlPlane) {
        JsonNode mesh = cluster.get(ClusterKind.CONFIG_MAP, controlPlane, "linkerd-config")
                .map(config -> config.text("/data/values"))
                .flatMap(text -> KubernetesYaml.read(text).stream().findFirst())
                .orElseThrow(() -> new MachineException("there is no mesh in namespace " + controlPlane
                        + ": linkerd install makes one; --ignore-cluster renders all the same"));
        ObjectNode values = unseen(controlPlane);
        for (String shared : new String[] {"clusterDomain", "identityTrustDomain"}) {
            String text = mesh.path(shared).asString("");
            if (!text.isEmpty()) {
                values.put(shared, text);
            }
        }
        return values;
    }

    /** Lays what makes it highly available over {@code values}. */
    static void layHighAvailability(ObjectNode values, MeshExtension extension) {
        KubernetesYaml.read(BundledCharts.file(extension.chart(), "values-ha.yaml"))
                .forEach(each -> ValueLayers.lay(values, each));
    }
}
