package io.weft.cli.install;

import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.ClusterOptions;
import io.weft.cli.inject.OutputForm;
import io.weft.cli.output.Console;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Prints what is of this mesh in a cluster and would not be applied any more.
 *
 * @see "cli, 3"
 */
@Command(name = "prune", description = "Print objects of the mesh that this version does not need, to be deleted.")
public final class PruneCommand implements Callable<Integer> {
    private final Console console;
    private final Function<ClusterOptions, Cluster> opening;
    private final Clock clock;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final ValueOptions values = new ValueOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "yaml|json",
            description = "Default: ${DEFAULT-VALUE}.")
    private OutputForm output = OutputForm.yaml;

    public PruneCommand(Console console) {
        this(console, ClusterOptions::open, Clock.systemUTC());
    }

    PruneCommand(Console console, Function<ClusterOptions, Cluster> opening, Clock clock) {
        this.console = console;
        this.opening = opening;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        String namespace = cluster.controlPlane();
        try (Cluster open = opening.apply(cluster)) {
            StoredMesh stored = new StoredMesh(open, namespace);
            ObjectNode overrides = stored.overrides();
            values.lay(overrides, JsonNodeFactory.instance.objectNode(), namespace, clock.instant());
            Set<MeshObject> wanted = Stream.concat(
                            stored.definitions(values.ofDefinitions()).stream(),
                            MeshManifests.controlPlane(
                                    namespace, overrides, stored.keptWebhooks(overrides, clock.instant()))
                                    .stream())
                    .map(MeshObject::of)
                    .collect(Collectors.toSet());
            List<MeshObject> others = stored.objects().stream()
                    .map(each -> MeshObject.of(each.json()))
                    .filter(each -> !wanted.contains(each))
                    .toList();
            output.print(others.stream().map(MeshObject::manifest).toList(), console);
        }
        return 0;
    }
}
