package io.weft.cli.diagnostics;

import io.weft.cli.cluster.ClusterOptions;
import io.weft.cli.cluster.MeshPlace;
import io.weft.cli.machine.DirectoryOption;
import io.weft.cli.output.Console;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which mesh is looked into; mix it in. */
final class PlaceOptions {
    @Mixin
    private final DirectoryOption directory = new DirectoryOption();

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = "--account",
            paramLabel = "NAME",
            description =
                    "In a cluster: whose rights count with the services' admin APIs; an account of the control plane's"
                            + " namespace, for which you may create tokens. Default: ${DEFAULT-VALUE}.")
    private String account = "linkerd-diagnostics";

    /** The mesh in question; nothing is asked yet. */
    MeshInside open(Console console) {
        return MeshPlace.isCluster(directory, cluster)
                ? new MeshOfACluster(cluster.open(), cluster.controlPlane(), account)
                : new MeshOfThisMachine(directory.open(console::note));
    }
}
