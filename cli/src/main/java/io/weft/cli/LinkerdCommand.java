package io.weft.cli;

import io.weft.cli.output.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command without a subcommand: says what there is. */
@Command(
        name = "linkerd",
        description = "Weft: a Linkerd-compatible service mesh on the JVM.",
        synopsisSubcommandLabel = "COMMAND")
final class LinkerdCommand implements Runnable {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run()
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "Say what a command does, and what it takes.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(names = "--verbose", scope = CommandLine.ScopeType.INHERIT, description = "Show where errors came from.")
    private boolean verbose;

    LinkerdCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        spec.commandLine().usage(console.out());
    }

    boolean verbose() {
        return verbose;
    }
}
