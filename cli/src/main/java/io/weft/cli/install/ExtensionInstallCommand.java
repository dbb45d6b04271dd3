package io.weft.cli.install;

import io.weft.cli.check.CoreChecks;
import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.ClusterOptions;
import io.weft.cli.inject.OutputForm;
import io.weft.cli.output.Console;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Prints the manifests of an extension, for kubectl to apply.
 *
 * @see "cli, 9.5 and 11"
 */
@Command(name = "install", description = "Print the manifests that add it to the mesh of a cluster.")
public final class ExtensionInstallCommand implements Callable<Integer> {
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

    @Option(names = "--registry", paramLabel = "HOST/PATH", description = "Where images come from.")
    private @Nullable String registry;

    @Option(names = "--ha", description = "More of everything, on several nodes.")
    private boolean ha;

    @Option(names = "--ignore-cluster", description = "Do not look at the cluster.")
    private boolean ignoreCluster;

    @Option(names = "--skip-checks", description = "Do not look whether the mesh is well.")
    private boolean skipChecks;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            description = "How long to wait for the mesh to be well. Default: ${DEFAULT-VALUE}.",
            defaultValue = "300s")
    private Duration wait = Duration.ofMinutes(5);

    @Option(
            names = {"-o", "--output"},
            paramLabel = "yaml|json",
            description = "Default: ${DEFAULT-VALUE}.")
    private OutputForm output = OutputForm.yaml;

    private ExtensionInstallCommand(MeshExtension extension, Console console) {
        this(extension, console, ClusterOptions::open);
    }

    ExtensionInstallCommand(MeshExtension extension, Console console, Function<ClusterOptions, Cluster> opening) {
        this.extension = extension;
        this.console = console;
        this.opening = opening;
    }

    public static ExtensionInstallCommand ofViz(Console console) {
        return new ExtensionInstallCommand(MeshExtension.VIZ, console);
    }

    public static ExtensionInstallCommand ofJaeger(Console console) {
        return new ExtensionInstallCommand(MeshExtension.JAEGER, console);
    }

    @Override
    public Integer call() {
        try {
            ObjectNode values = ignoreCluster ? ExtensionValues.unseen(cluster.controlPlane()) : look();
            if (ha) {
                ExtensionValues.layHighAvailability(values, extension);
            }
            ObjectNode flags = JsonNodeFactory.instance.objectNode();
            if (registry != null) {
                flags.put("defaultRegistry", registry);
            }
            chart.lay(values, flags);
            output.print(extension.manifests(values), console);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        console.note("Once it is applied: linkerd " + extension.label() + " check");
        return 0;
    }

    private ObjectNode look() {
        try (Cluster open = opening.apply(cluster)) {
            ObjectNode values = ExtensionValues.of(open, cluster.controlPlane());
            if (!skipChecks) {
                CoreChecks.require(open, cluster.controlPlane(), wait, console);
            }
            return values;
        }
    }
}
