package io.weft.cli.check;

import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.ClusterKind;
import io.weft.cli.cluster.ClusterObject;
import io.weft.cli.cluster.ExtensionNamespaces;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * An extension of the mesh in a cluster, read anew with each call.
 *
 * @param name as its label says it: {@code viz}
 * @param places the namespaces it may be in
 */
record ExtensionMesh(ClusterMesh mesh, String name, Function<Cluster, List<String>> places) {
    /** Where its label says it is. */
    static ExtensionMesh labelled(ClusterMesh mesh, String name) {
        return new ExtensionMesh(mesh, name, cluster -> ExtensionNamespaces.of(cluster, name));
    }

    /**
     * Where it is.
     *
     * @throws IllegalStateException if it is nowhere
     */
    String namespace() {
        return find().orElseThrow(() -> new IllegalStateException("there is no namespace labelled "
                + ExtensionNamespaces.LABEL + "=" + name + ": linkerd " + name + " install"));
    }

    boolean isInstalled() {
        return find().isPresent();
    }

    private Optional<String> find() {
        return places.apply(mesh.cluster()).stream()
                .filter(place ->
                        mesh.cluster().get(ClusterKind.NAMESPACE, "", place).isPresent())
                .findFirst();
    }

    /** Complains if it is nowhere. */
    List<String> missing() {
        String _ = namespace();
        return List.of();
    }

    /** Those that are to stay. */
    List<ClusterObject> pods() {
        return mesh.cluster().list(ClusterKind.POD, namespace(), ExtensionNamespaces.LABEL + "=" + name).stream()
                .filter(pod -> !pod.isLeaving())
                .filter(pod -> !pod.text("/status/phase").matches("Succeeded|Failed"))
                .toList();
    }

    /** A ready pod of one of its Deployments. */
    Optional<ClusterObject> readyPod(String component) {
        return pods().stream()
                .filter(pod -> pod.label("component").equals(component))
                .filter(ClusterObject::isReady)
                .findFirst();
    }

    /** An object in its namespace. */
    Optional<ClusterObject> own(ClusterKind kind, String object) {
        return mesh.cluster().get(kind, namespace(), object);
    }
}
