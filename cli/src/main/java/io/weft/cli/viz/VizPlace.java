package io.weft.cli.viz;

import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.ClusterOptions;
import io.weft.cli.cluster.MeshPlace;
import io.weft.cli.cluster.VizNamespace;
import io.weft.cli.machine.DirectoryOption;
import io.weft.cli.output.Console;
import picocli.CommandLine.Mixin;

/** Which mesh's viz is asked; mix it in. */
final class VizPlace {
    @Mixin
    private final DirectoryOption directory = new DirectoryOption();

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final VizNamespace viz = new VizNamespace();

    /** A way to it, which is looked for with the first question: mistakes in what was typed are told before. */
    VizApi way(Console console) {
        return MeshPlace.isCluster(directory, cluster)
                ? new OfCluster(cluster, viz)
                : question -> RunningViz.of(directory.open(console::note)).get(question);
    }

    private record OfCluster(ClusterOptions cluster, VizNamespace viz) implements VizApi {
        @Override
        public String get(String pathAndQuery) {
            try (Cluster open = cluster.open()) {
                return ClusterViz.find(open, viz)
                        .orElseThrow(ClusterViz::missing)
                        .get(pathAndQuery);
            }
        }

        @Override
        public String currentNamespace() {
            try (Cluster open = cluster.open()) {
                return open.currentNamespace();
            }
        }
    }
}
