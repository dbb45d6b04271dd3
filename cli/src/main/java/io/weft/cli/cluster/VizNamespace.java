package io.weft.cli.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where in a cluster viz is; mix it in.
 *
 * @see "cli, 9"
 */
public final class VizNamespace {
    /** Every extension says in a label of its namespace which it is. */
    public static final String LABEL = "linkerd.io/extension";

    private static final String VIZ = "viz";

    @Option(
            names = "--viz-namespace",
            paramLabel = "NS",
            description = "Where viz is in a cluster. Default: the namespaces labelled " + LABEL + "=" + VIZ + ".")
    private @Nullable String given;

    /** The one that was named, or those that say they are its. */
    public List<String> in(Cluster cluster) {
        return given == null ? labelled(cluster, VIZ) : List.of(given);
    }

    /** Those that say they are an extension's. */
    public static List<String> labelled(Cluster cluster, String extension) {
        return cluster.list(ClusterKind.NAMESPACE, "", LABEL + "=" + extension).stream()
                .map(ClusterObject::name)
                .toList();
    }
}
