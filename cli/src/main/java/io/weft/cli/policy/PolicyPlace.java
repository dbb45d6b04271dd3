package io.weft.cli.policy;

import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.ClusterOptions;
import io.weft.cli.cluster.MeshPlace;
import io.weft.cli.machine.DirectoryOption;
import io.weft.cli.machine.MachineException;
import io.weft.cli.machine.ManifestFolder;
import io.weft.cli.output.Console;
import picocli.CommandLine.Mixin;

/** Where policies are looked up; mix it in. */
final class PolicyPlace {
    @Mixin
    private final DirectoryOption directory = new DirectoryOption();

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    /**
     * What there is in a namespace.
     *
     * @throws MachineException if nobody can be asked
     */
    PolicyRows read(String namespace, Console console) {
        if (MeshPlace.isCluster(directory, cluster)) {
            try (Cluster open = cluster.open()) {
                return new PolicyRows(new ClusterPolicies(open, console::note).of(namespace), namespace);
            }
        }
        ManifestFolder.Content content =
                new ManifestFolder(directory.open(console::note).manifests()).read();
        content.away().ifPresent(why -> {
            throw new MachineException(why);
        });
        return new PolicyRows(content.resources(), namespace);
    }
}
