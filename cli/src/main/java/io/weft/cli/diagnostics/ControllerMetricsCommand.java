package io.weft.cli.diagnostics;

import io.weft.cli.diagnostics.MeshInside.Pod;
import io.weft.cli.output.Console;
import io.weft.injection.ProxyPorts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the metrics of the control plane: of each service, and of its sidecar. */
@Command(
        name = "controller-metrics",
        aliases = "cp-metrics",
        description = "Print the metrics of the control plane's services and of their sidecars.")
final class ControllerMetricsCommand implements Callable<Integer> {
    private static final int MANAGEMENT = 8086;

    private final Console console;
    private final Function<PlaceOptions, MeshInside> way;

    @Mixin
    private final PlaceOptions place = new PlaceOptions();

    @Option(
            names = {"-w", "--wait"},
            paramLabel = "DURATION",
            description = "How long to wait for an answer. Default: 30s.")
    private Duration patience = Duration.ofSeconds(30);

    ControllerMetricsCommand(Console console, Function<PlaceOptions, MeshInside> way) {
        this.console = console;
        this.way = way;
    }

    @Override
    public Integer call() {
        try (MeshInside mesh = way.apply(place)) {
            List<Pod> services = mesh.services();
            for (int i = 0; i < services.size(); i++) {
                Pod service = services.get(i);
                console.print("# POD " + service.name() + " (" + (i + 1) + " of " + services.size() + ")");
                container(mesh, service, service.workload(), MANAGEMENT);
                container(mesh, service, "linkerd-proxy", ProxyPorts.ADMIN);
            }
        }
        return 0;
    }

    private void container(MeshInside mesh, Pod pod, String name, int port) {
        console.print("# CONTAINER " + name);
        console.print(mesh.metrics(pod, port, patience).stripTrailing());
    }
}
