package io.weft.cli.listing;

import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.ClusterOptions;
import io.weft.cli.output.Console;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whose pods; mix it in. */
final class ListPlace {
    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NS",
            description = "Whose pods. Default: that of the cluster's context.")
    private @Nullable String namespace;

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "The pods of all namespaces.")
    private boolean all;

    /** Hands on the cluster, while it is open, and the pods. */
    void look(Function<ClusterOptions, Cluster> opening, Console console, BiConsumer<Cluster, PodGroups> then) {
        try (Cluster open = opening.apply(cluster)) {
            String within = all ? "" : namespace == null ? open.currentNamespace() : namespace;
            then.accept(open, new PodGroups(open, cluster.controlPlane(), within, console));
        }
    }
}
