package io.weft.cli.install;

import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.ClusterOptions;
import io.weft.cli.inject.OutputForm;
import io.weft.cli.machine.MachineException;
import io.weft.cli.output.Console;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Prints what is of an extension in a cluster.
 *
 * @see "cli, 9.5 and 11"
 */
@Command(name = "uninstall", description = "Print all objects of it, to be deleted: … | kubectl delete -f -")
public final class ExtensionUninstallCommand implements Callable<Integer> {
    private final MeshExtension extension;
    private final Console console;
    private final Function<ClusterOptions, Cluster> opening;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "yaml|json",
            description = "Default: ${DEFAULT-VALUE}.")
    private OutputForm output = OutputForm.yaml;

    ExtensionUninstallCommand(MeshExtension extension, Console console, Function<ClusterOptions, Cluster> opening) {
        this.extension = extension;
        this.console = console;
        this.opening = opening;
    }

    public static ExtensionUninstallCommand ofViz(Console console) {
        return new ExtensionUninstallCommand(MeshExtension.VIZ, console, ClusterOptions::open);
    }

    public static ExtensionUninstallCommand ofJaeger(Console console) {
        return new ExtensionUninstallCommand(MeshExtension.JAEGER, console, ClusterOptions::open);
    }

    @Override
    public Integer call() {
        try (Cluster open = opening.apply(cluster)) {
            List<MeshObject> objects = extension.installed(open);
            if (objects.isEmpty()) {
                throw new MachineException("there is nothing of " + extension.label() + " in this cluster");
            }
            output.print(objects.stream().map(MeshObject::manifest).toList(), console);
        }
        return 0;
    }
}
