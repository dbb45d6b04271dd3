package io.weft.cli.check;

import io.weft.cli.check.VersionChecks.Releases;
import io.weft.cli.cluster.ClusterOptions;
import io.weft.cli.cluster.MeshPlace;
import io.weft.cli.machine.DirectoryOption;
import io.weft.cli.machine.Versions;
import io.weft.cli.output.Console;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Says what is wrong.
 *
 * @see "cli, 4"
 */
@Command(
        name = "check",
        description = "Check the mesh: of a cluster, or of this machine.",
        footer = {"", "The exit code is 1 if a check failed; warnings keep it 0."})
public final class CheckCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final DirectoryOption directory = new DirectoryOption();

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--pre", description = "Only whether a mesh could be made here.")
    private boolean pre;

    @Option(names = "--crds", description = "Only whether the resource definitions are installed.")
    private boolean crds;

    @Option(names = "--proxy", description = "Also the sidecars of workloads; fail if there are none.")
    private boolean proxy;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NS",
            description = "Of the workloads, look at those of this namespace.")
    private String namespace = "";

    @Option(
            names = "--expected-version",
            paramLabel = "VERSION",
            description = "What everything should be. Default: this command's version.")
    private String expected = Versions.own();

    @Option(
            names = "--cli-version-override",
            paramLabel = "VERSION",
            description = "What this command takes itself for.")
    private String cli = Versions.own();

    @Mixin
    private final ReportOptions report = new ReportOptions();

    public CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (Stream.of(pre, crds, proxy).filter(each -> each).count() > 1) {
            throw new ParameterException(spec.commandLine(), "--pre, --crds and --proxy cannot be used together");
        }
        CheckRunner runner = report.runner(spec, console);
        return (MeshPlace.isCluster(directory, cluster) ? ofCluster(runner) : ofMachine(runner)) ? 0 : 1;
    }

    private boolean ofCluster(CheckRunner runner) {
        ClusterMesh mesh = new ClusterMesh(cluster::open, cluster.controlPlane());
        try {
            ClusterModeChecks checks = new ClusterModeChecks(mesh, new Releases(cli, expected), InstantSource.system());
            if (pre) {
                return runner.run(checks.before());
            }
            if (crds) {
                return runner.run(checks.definitions());
            }
            return runner.run(proxy ? checks.dataPlane(namespace) : checks.everything());
        } finally {
            mesh.close();
        }
    }

    private boolean ofMachine(CheckRunner runner) {
        if (crds) {
            throw new ParameterException(spec.commandLine(), "--crds is about a cluster: set KUBECONFIG or --context");
        }
        FolderModeChecks checks = new FolderModeChecks(new LiveMesh(directory.locate()), InstantSource.system());
        return runner.run(pre ? checks.before() : checks.all(namespace, proxy));
    }
}
