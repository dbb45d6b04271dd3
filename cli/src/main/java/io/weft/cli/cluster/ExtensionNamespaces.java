package io.weft.cli.cluster;

import java.util.List;

/** Where extensions of the mesh are: each says in a label of its namespace which it is. */
public final class ExtensionNamespaces {
    public static final String LABEL = "linkerd.io/extension";

    private ExtensionNamespaces() {}

    /** Those that say they are the extension's. */
    public static List<String> of(Cluster cluster, String extension) {
        return cluster.list(ClusterKind.NAMESPACE, "", LABEL + "=" + extension).stream()
                .map(ClusterObject::name)
                .toList();
    }
}
