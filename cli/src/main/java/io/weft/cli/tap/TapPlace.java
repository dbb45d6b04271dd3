package io.weft.cli.tap;

import io.weft.cli.cluster.ClusterOptions;
import io.weft.cli.cluster.MeshPlace;
import io.weft.cli.cluster.VizNamespace;
import io.weft.cli.machine.DirectoryOption;
import io.weft.cli.output.Console;
import picocli.CommandLine.Mixin;

/** Which mesh is looked at; mix it in. */
final class TapPlace {
    @Mixin
    private final DirectoryOption directory = new DirectoryOption();

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // the API server knows where tap is
    private final VizNamespace viz = new VizNamespace();

    /** The caller closes it. */
    TapSource open(Console console) {
        return MeshPlace.isCluster(directory, cluster)
                ? new ClusterTap(cluster.open(), cluster.controlPlane())
                : MachineTapClient.of(directory.open(console::note));
    }
}
