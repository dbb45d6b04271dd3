package io.weft.cli.inject;

import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.ClusterKind;
import io.weft.cli.cluster.ClusterObject;
import io.weft.cli.machine.MachineException;
import io.weft.cli.machine.Versions;
import io.weft.cli.output.KubernetesYaml;
import io.weft.injection.ChartValues;
import io.weft.injection.Injection;
import io.weft.injection.InjectionSettings;
import io.weft.injection.InjectionSettings.Origin;
import io.weft.injection.Surroundings;
import tools.jackson.databind.node.ObjectNode;

/**
 * Does here what the injector would do in the cluster, with the settings of the mesh there.
 *
 * @param namespace of objects that name none
 */
record ManualInjection(InjectionSettings settings, String namespace) {
    /** @throws MachineException if no mesh is installed there */
    static ManualInjection of(Cluster cluster, String controlPlane) {
        String values = text(cluster, controlPlane, "linkerd-config", "/data/values");
        String anchors = text(cluster, controlPlane, "linkerd-identity-trust-roots", "/data/ca-bundle.crt");
        ObjectNode root = (ObjectNode) KubernetesYaml.read(values).getFirst();
        return new ManualInjection(
                new InjectionSettings(
                        controlPlane, new ChartValues(root), anchors, Origin.COMMAND_LINE, Versions.own()),
                cluster.currentNamespace());
    }

    ObjectNode inject(ObjectNode document) {
        String own = document.path("metadata").path("namespace").asString(namespace);
        return Injection.inject(document, Surroundings.of(own), settings).patched();
    }

    private static String text(Cluster cluster, String namespace, String name, String pointer) {
        return cluster.get(ClusterKind.CONFIG_MAP, namespace, name)
                .map((ClusterObject config) -> config.text(pointer))
                .orElseThrow(() -> new MachineException("ConfigMap " + name + " is missing in namespace " + namespace
                        + ": --manual needs a mesh, whose settings it takes"));
    }
}
