package io.weft.cli.install;

import static java.util.stream.Collectors.joining;

import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.ClusterKind;
import io.weft.cli.cluster.ClusterObject;
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
 * Prints what is of this mesh in a cluster.
 *
 * @see "cli, 3"
 */
@Command(
        name = "uninstall",
        description = "Print all objects of the mesh of a cluster, to be deleted.",
        footer = {"", "Example:", "  linkerd uninstall | kubectl delete -f -"})
public final class UninstallCommand implements Callable<Integer> {
    private static final int SHOWN = 5;

    private final Console console;
    private final Function<ClusterOptions, Cluster> opening;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = {"-f", "--force"},
            description = "Even if pods have sidecars still, or extensions are installed.")
    private boolean force;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "yaml|json",
            description = "Default: ${DEFAULT-VALUE}.")
    private OutputForm output = OutputForm.yaml;

    public UninstallCommand(Console console) {
        this(console, ClusterOptions::open);
    }

    UninstallCommand(Console console, Function<ClusterOptions, Cluster> opening) {
        this.console = console;
        this.opening = opening;
    }

    @Override
    public Integer call() {
        try (Cluster open = opening.apply(cluster)) {
            if (!force) {
                refuseIfUsed(open);
            }
            List<ClusterObject> objects = new StoredMesh(open, cluster.controlPlane()).objects();
            if (objects.isEmpty()) {
                throw new MachineException("there is no mesh in namespace " + cluster.controlPlane());
            }
            output.print(
                    objects.stream()
                            .map(each -> MeshObject.of(each.json()).manifest())
                            .toList(),
                    console);
        }
        return 0;
    }

    private void refuseIfUsed(Cluster open) {
        List<String> extensions = open.list(ClusterKind.NAMESPACE, "", "linkerd.io/extension").stream()
                .map(each -> each.label("linkerd.io/extension"))
                .toList();
        if (!extensions.isEmpty()) {
            throw new MachineException(
                    "there are extensions (" + String.join(", ", extensions) + "): uninstall them first, or --force");
        }
        List<ClusterObject> pods =
                open.list(ClusterKind.POD, "", "linkerd.io/control-plane-ns=" + cluster.controlPlane()).stream()
                        .filter(pod -> !pod.namespace().equals(cluster.controlPlane()) && !pod.isLeaving())
                        .toList();
        if (!pods.isEmpty()) {
            throw new MachineException(pods.size() + " pods have a sidecar ("
                    + pods.stream().limit(SHOWN).map(ClusterObject::title).collect(joining(", "))
                    + "): take what asks for it away, and restart them; or --force");
        }
    }
}
