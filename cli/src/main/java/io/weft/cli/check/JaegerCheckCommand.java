package io.weft.cli.check;

import io.weft.cli.check.VersionChecks.Releases;
import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.ClusterOptions;
import io.weft.cli.machine.Versions;
import io.weft.cli.output.Console;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Says what is wrong with Jaeger.
 *
 * @see "cli, 11"
 */
@Command(
        name = "check",
        description = "Check what keeps the traces of the mesh of a cluster.",
        footer = {"", "The exit code is 1 if a check failed; warnings keep it 0."})
public final class JaegerCheckCommand implements Callable<Integer> {
    private final Console console;
    private final Function<ClusterOptions, Cluster> opening;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final ReportOptions report = new ReportOptions();

    public JaegerCheckCommand(Console console) {
        this(console, ClusterOptions::open);
    }

    JaegerCheckCommand(Console console, Function<ClusterOptions, Cluster> opening) {
        this.console = console;
        this.opening = opening;
    }

    @Override
    public Integer call() {
        CheckRunner runner = report.runner(spec, console);
        ClusterMesh mesh = new ClusterMesh(() -> opening.apply(cluster), cluster.controlPlane());
        try {
            ExtensionMesh jaeger = ExtensionMesh.labelled(mesh, "jaeger");
            return runner.run(List.of(group(jaeger, new Releases(Versions.own(), Versions.own())))) ? 0 : 1;
        } finally {
            mesh.close();
        }
    }

    static CheckGroup group(ExtensionMesh jaeger, Releases releases) {
        Check exists = new Check(
                "linkerd-jaeger extension Namespace exists",
                "l5d-jaeger-ns-exists",
                Check.Weight.FATAL,
                jaeger::missing);
        return new CheckGroup(
                "linkerd-jaeger",
                Stream.concat(Stream.of(exists), new ExtensionPodChecks(jaeger, releases).checks())
                        .toList());
    }
}
