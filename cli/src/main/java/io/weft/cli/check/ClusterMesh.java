package io.weft.cli.check;

import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.ClusterKind;
import io.weft.cli.cluster.ClusterObject;
import io.weft.cli.output.KubernetesYaml;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The mesh in a cluster, read anew with each call.
 *
 * <p>Threading: one thread.
 */
final class ClusterMesh {
    static final String COMPONENT = "linkerd.io/control-plane-component";
    static final String CONTROL_PLANE = "linkerd.io/control-plane-ns";
    static final String PROXY = "linkerd-proxy";
    static final List<String> COMPONENTS = List.of("destination", "identity", "proxy-injector");

    private final Supplier<Cluster> opening;
    private final String namespace;
    private @Nullable Cluster cluster;

    /** {@code namespace} is the control plane's. */
    ClusterMesh(Supplier<Cluster> opening, String namespace) {
        this.opening = opening;
        this.namespace = namespace;
    }

    /** Opened with the first call. */
    Cluster cluster() {
        Cluster open = cluster;
        if (open == null) {
            open = opening.get();
            cluster = open;
        }
        return open;
    }

    void close() {
        if (cluster != null) {
            cluster.close();
        }
    }

    String namespace() {
        return namespace;
    }

    /** An object in the control plane's namespace. */
    Optional<ClusterObject> own(ClusterKind kind, String name) {
        return cluster().get(kind, namespace, name);
    }

    /** The chart's values with which the mesh was installed; empty if it was not. */
    JsonNode values() {
        return own(ClusterKind.CONFIG_MAP, "linkerd-config")
                .map(config -> config.text("/data/values"))
                .flatMap(text -> KubernetesYaml.read(text).stream().findFirst())
                .orElse(JsonNodeFactory.instance.objectNode());
    }

    /** Those that are to stay. */
    List<ClusterObject> controlPlanePods() {
        return cluster().list(ClusterKind.POD, namespace, COMPONENT).stream()
                .filter(pod -> !pod.isLeaving())
                .toList();
    }

    /** Pods with a sidecar, but for the control plane's and those that have ended; {@code within} empty: everywhere. */
    List<ClusterObject> meshedPods(String within) {
        return cluster().list(ClusterKind.POD, within, CONTROL_PLANE + "=" + namespace).stream()
                .filter(pod -> pod.label(COMPONENT).isEmpty() && !pod.isLeaving())
                .filter(pod -> !pod.text("/status/phase").matches("Succeeded|Failed"))
                .filter(PodStatus::hasProxy)
                .toList();
    }
}
