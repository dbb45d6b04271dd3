package io.weft.cli.install;

import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.ClusterOptions;
import io.weft.cli.inject.OutputForm;
import io.weft.cli.output.Console;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Prints what of an extension in a cluster an installation of now would not contain.
 *
 * @see "cli, 9.5 and 11"
 */
@Command(name = "prune", description = "Print objects of it that are not needed any more: … | kubectl delete -f -")
public final class ExtensionPruneCommand implements Callable<Integer> {
    private final MeshExtension extension;
    private final Console console;
    private final Function<ClusterOptions, Cluster> opening;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final ChartOptions chart = new ChartOptions();

    @Option(names = "--ha", description = "As it was installed.")
    private boolean ha;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "yaml|json",
            description = "Default: ${DEFAULT-VALUE}.")
    private OutputForm output = OutputForm.yaml;

    ExtensionPruneCommand(MeshExtension extension, Console console, Function<ClusterOptions, Cluster> opening) {
        this.extension = extension;
        this.console = console;
        this.opening = opening;
    }

    public static ExtensionPruneCommand ofViz(Console console) {
        return new ExtensionPruneCommand(MeshExtension.VIZ, console, ClusterOptions::open);
    }

    public static ExtensionPruneCommand ofJaeger(Console console) {
        return new ExtensionPruneCommand(MeshExtension.JAEGER, console, ClusterOptions::open);
    }

    @Override
    public Integer call() {
        try (Cluster open = opening.apply(cluster)) {
            Set<MeshObject> wanted = extension.manifests(values(open)).stream()
                    .map(MeshObject::of)
                    .collect(Collectors.toSet());
            List<MeshObject> others = extension.installed(open).stream()
                    .filter(each -> !wanted.contains(each))
                    .toList();
            output.print(others.stream().map(MeshObject::manifest).toList(), console);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        return 0;
    }

    private ObjectNode values(Cluster open) {
        ObjectNode values = ExtensionValues.of(open, cluster.controlPlane());
        if (ha) {
            ExtensionValues.layHighAvailability(values, extension);
        }
        chart.lay(values, JsonNodeFactory.instance.objectNode());
        return values;
    }
}
