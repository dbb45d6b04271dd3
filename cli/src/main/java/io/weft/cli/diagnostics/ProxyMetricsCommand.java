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

/** Prints the metrics of sidecars. */
@Command(name = "proxy-metrics", description = "Print the metrics of the sidecars of some pods.")
final class ProxyMetricsCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Console console;
    private final Function<PlaceOptions, MeshInside> way;

    @Mixin
    private final PlaceOptions place = new PlaceOptions();

    @Mixin
    private final PodChoice choice = new PodChoice();

    @Option(names = "--obfuscate", description = "Replace what tells of clients and servers by hashes.")
    private boolean obfuscate;

    ProxyMetricsCommand(Console console, Function<PlaceOptions, MeshInside> way) {
        this.console = console;
        this.way = way;
    }

    @Override
    public Integer call() {
        choice.meant();
        try (MeshInside mesh = way.apply(place)) {
            List<Pod> pods = choice.of(mesh);
            for (int i = 0; i < pods.size(); i++) {
                console.print("# " + PodChoice.title(pods, i));
                String metrics = mesh.metrics(pods.get(i), ProxyPorts.ADMIN, PATIENCE);
                console.print((obfuscate ? Obfuscation.of(metrics) : metrics).stripTrailing());
            }
        }
        return 0;
    }
}
