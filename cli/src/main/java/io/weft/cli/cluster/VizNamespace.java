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
    private static final String VIZ = "viz";

    @Option(
            names = "--viz-namespace",
            paramLabel = "NS",
            description = "Where viz is in a cluster. Default: the namespaces labelled " + ExtensionNamespaces.LABEL
                    + "=" + VIZ + ".")
    private @Nullable String given;

    /** The one that was named, or those that say they are its. */
    public List<String> in(Cluster cluster) {
        return given == null ? ExtensionNamespaces.of(cluster, VIZ) : List.of(given);
    }
}
