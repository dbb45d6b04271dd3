package io.weft.cli.diagnostics;

import io.weft.cli.diagnostics.MeshInside.Pod;
import io.weft.cli.machine.MachineException;
import io.weft.cli.output.Console;
import io.weft.injection.ProxyPorts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the metrics of sidecars. */
@Command(name = "proxy-metrics", description = "Print the metrics of the sidecars of some pods.")
final class ProxyMetricsCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Console console;
    private final Function<PlaceOptions, MeshInside> way;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final PlaceOptions place = new PlaceOptions();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NS",
            description = "Namespace of the pods. Default: ${DEFAULT-VALUE}.")
    private String namespace = "default";

    @Option(names = "--obfuscate", description = "Replace what tells of clients and servers by hashes.")
    private boolean obfuscate;

    @Parameters(paramLabel = "TYPE/NAME", description = "pod/NAME or deploy/NAME; NAME alone is a pod.")
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private String resource;

    ProxyMetricsCommand(Console console, Function<PlaceOptions, MeshInside> way) {
        this.console = console;
        this.way = way;
    }

    @Override
    public Integer call() {
        Predicate<Pod> meant = meant();
        try (MeshInside mesh = way.apply(place)) {
            print(mesh, meant);
        }
        return 0;
    }

    private void print(MeshInside mesh, Predicate<Pod> meant) {
        List<Pod> pods = mesh.pods().stream()
                .filter(pod -> pod.namespace().equals(namespace))
                .filter(meant)
                .toList();
        if (pods.isEmpty()) {
            throw new MachineException("there is no pod of " + resource + " in namespace " + namespace);
        }
        for (int i = 0; i < pods.size(); i++) {
            console.print("# POD " + pods.get(i).name() + " (" + (i + 1) + " of " + pods.size() + ")");
            String metrics = mesh.metrics(pods.get(i), ProxyPorts.ADMIN, PATIENCE);
            console.print((obfuscate ? Obfuscation.of(metrics) : metrics).stripTrailing());
        }
    }

    private Predicate<Pod> meant() {
        int slash = resource.indexOf('/');
        String name = resource.substring(slash + 1);
        return switch (slash < 0 ? "pod" : resource.substring(0, slash)) {
            case "pod", "pods", "po" -> pod -> pod.name().equals(name);
            case "deployment", "deployments", "deploy" -> pod -> pod.workload().equals(name);
            default ->
                throw new ParameterException(
                        spec.commandLine(), "give pod/NAME or deploy/NAME, not '" + resource + "'");
        };
    }
}
