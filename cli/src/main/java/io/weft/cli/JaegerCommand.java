package io.weft.cli;

import io.weft.cli.output.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code linkerd jaeger} without a subcommand: says what there is. */
@Command(
        name = "jaeger",
        description = "Traces of the mesh of a cluster, in Jaeger.",
        synopsisSubcommandLabel = "COMMAND")
final class JaegerCommand implements Runnable {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run()
    private CommandSpec spec;

    JaegerCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        spec.commandLine().usage(console.out());
    }
}
