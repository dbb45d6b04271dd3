package io.weft.cli.check;

import io.weft.cli.machine.DirectoryOption;
import io.weft.cli.machine.Pause;
import io.weft.cli.output.Console;
import io.weft.core.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
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
        description = "Check this machine, its mesh and the sidecars.",
        footer = {"", "The exit code is 1 if a check failed; warnings keep it 0."})
public final class CheckCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final DirectoryOption directory = new DirectoryOption();

    @Option(names = "--pre", description = "Only whether this machine can keep a mesh.")
    private boolean pre;

    @Option(names = "--proxy", description = "Also fail if there is no workload with a sidecar.")
    private boolean proxy;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NS",
            description = "Of the workloads, look at those of this namespace.")
    private String namespace = "";

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            description = "How long to wait for what may become ready. Default: ${DEFAULT-VALUE}.",
            defaultValue = "5m")
    private Duration wait = Duration.ofMinutes(5);

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json|short",
            description = "short: only what is not well. Default: ${DEFAULT-VALUE}.",
            defaultValue = "table")
    private String output = "table";

    public CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (pre && proxy) {
            throw new ParameterException(spec.commandLine(), "--pre and --proxy cannot be used together");
        }
        CheckReport report = report();
        FolderModeChecks checks = new FolderModeChecks(new LiveMesh(directory.locate()), InstantSource.system());
        List<CheckGroup> groups = pre ? checks.before() : checks.all(namespace, proxy);
        Patience patience = new Patience(wait, Ticker.system(), Pause::lasting);
        return new CheckRunner(patience, report).run(groups) ? 0 : 1;
    }

    private CheckReport report() {
        return switch (output) {
            case "table" -> new TextReport(console, false);
            case "short" -> new TextReport(console, true);
            case "json" -> new JsonReport(console);
            default ->
                throw new ParameterException(
                        spec.commandLine(), "-o must be table, json or short, not '" + output + "'");
        };
    }
}
