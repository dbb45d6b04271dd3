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

    /**
     * Finds it.
     *
     * @throws io.weft.cli.machine.MachineException if it is not there
     */
    VizApi open(Console console) {
        return MeshPlace.isCluster(directory, cluster)
                ? this::askCluster
                : RunningViz.of(directory.open(console::note));
    }

    private String askCluster(String pathAndQuery) {
        try (Cluster open = cluster.open()) {
            return ClusterViz.find(open, viz).orElseThrow(ClusterViz::missing).get(pathAndQuery);
        }
    }
}
