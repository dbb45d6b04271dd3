package io.weft.cli.diagnostics;

import io.weft.cli.machine.Patience;
import io.weft.cli.machine.Pause;
import io.weft.cli.output.Console;
import io.weft.core.Ticker;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The group of commands that look inside a mesh.
 *
 * @see "cli, 8"
 */
@Command(
        name = "diagnostics",
        aliases = "dg",
        description = "Show what the services and sidecars of a mesh know, and why.",
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
        return of(console, place -> place.open(console), Ticker.system(), Pause::lasting);
    }

    static CommandLine of(
            Console console, Function<PlaceOptions, MeshInside> way, Ticker ticker, Patience.Sleeper sleeper) {
        return new CommandLine(new DiagnosticsCommand(console))
                .addSubcommand(new PolicyCommand(console, way))
                .addSubcommand(new EndpointsCommand(console, way))
                .addSubcommand(new ProfileCommand(console, way))
                .addSubcommand(new AnchorsCommand(console, way, ticker, sleeper))
                .addSubcommand(new ProxyMetricsCommand(console, way))
                .addSubcommand(new ControllerMetricsCommand(console, way));
    }

    @Override
    public void run() {
        spec.commandLine().usage(console.out());
    }
}
