package io.weft.cli.diagnostics;

import io.weft.cli.machine.DirectoryOption;
import io.weft.cli.output.Console;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The group of commands that look inside a mesh on this machine.
 *
 * @see "cli, 8"
 */
@Command(
        name = "diagnostics",
        aliases = "dg",
        description = "Show what the services and sidecars of a mesh on this machine know, and why.",
        synopsisSubcommandLabel = "COMMAND")
public final class DiagnosticsCommand implements Runnable {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run()
    private CommandSpec spec;

    private DiagnosticsCommand(Console console) {
        this.console = console;
    }

    /** The group with its commands. */
    public static CommandLine of(Console console) {
        return of(console, directory -> new MeshOfThisMachine(directory.open(console::note)));
    }

    static CommandLine of(Console console, Function<DirectoryOption, MeshInside> way) {
        return new CommandLine(new DiagnosticsCommand(console))
                .addSubcommand(new PolicyCommand(console, way))
                .addSubcommand(new EndpointsCommand(console, way))
                .addSubcommand(new ProfileCommand(console, way))
                .addSubcommand(new ProxyMetricsCommand(console, way))
                .addSubcommand(new ControllerMetricsCommand(console, way));
    }

    @Override
    public void run() {
        spec.commandLine().usage(console.out());
    }
}
