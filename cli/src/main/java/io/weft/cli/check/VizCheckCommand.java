package io.weft.cli.check;

import io.weft.cli.check.VersionChecks.Releases;
import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.ClusterOptions;
import io.weft.cli.cluster.VizNamespace;
import io.weft.cli.machine.Versions;
import io.weft.cli.output.Console;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Says what is wrong with viz.
 *
 * @see "cli, 9.5"
 */
@Command(
        name = "check",
        description = "Check what shows the mesh of a cluster.",
        footer = {"", "The exit code is 1 if a check failed; warnings keep it 0."})
public final class VizCheckCommand implements Callable<Integer> {
    private final Console console;
    private final Function<ClusterOptions, Cluster> opening;
    private final InstantSource clock;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final VizNamespace viz = new VizNamespace();

    @Mixin
    private final ReportOptions report = new ReportOptions();

    @Option(names = "--proxy", description = "Also whether something is known of the sidecars of workloads.")
    private boolean proxy;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NS",
            description = "Of the workloads, look at those of this namespace.")
    private String namespace = "";

    public VizCheckCommand(Console console) {
        this(console, ClusterOptions::open, InstantSource.system());
    }

    VizCheckCommand(Console console, Function<ClusterOptions, Cluster> opening, InstantSource clock) {
        this.console = console;
        this.opening = opening;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        CheckRunner runner = report.runner(spec, console);
        ClusterMesh mesh = new ClusterMesh(() -> opening.apply(cluster), cluster.controlPlane());
        try {
            VizChecks checks = new VizChecks(
                    new ExtensionMesh(mesh, "viz", viz::in), new Releases(Versions.own(), Versions.own()), clock);
            List<CheckGroup> groups = new ArrayList<>(List.of(checks.group()));
            if (proxy) {
                groups.add(checks.dataPlane(namespace));
            }
            return runner.run(groups) ? 0 : 1;
        } finally {
            mesh.close();
        }
    }
}
