package io.weft.cli;

import io.weft.cli.output.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code linkerd viz} without a subcommand: says what there is. */
@Command(
        name = "viz",
        description = "What the mesh does; the same commands without viz are the same.",
        synopsisSubcommandLabel = "COMMAND")
final class VizCommand implements Runnable {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run()
    private CommandSpec spec;

    VizCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        spec.commandLine().usage(console.out());
    }
}
