package io.weft.cli.completion;

import io.weft.cli.output.Console;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/**
 * Prints a completion script.
 *
 * @see "cli, 7"
 */
@Command(
        name = "completion",
        description = "Print a script that completes this command in a shell.",
        footer = {"", "Example: source <(linkerd completion bash)"})
public final class CompletionCommand implements Callable<Integer> {
    private static final String ZSH =
            "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n";

    private final Console console;
    private final Supplier<CommandLine> all;

    @Parameters(paramLabel = "bash|zsh|fish", description = "The shell.")
    @SuppressWarnings("NullAway.Init") // required
    private Shell shell;

    /** Spelt as on the command line. */
    enum Shell {
        bash,
        zsh,
        fish
    }

    /** @param all the command with everything below it */
    public CompletionCommand(Console console, Supplier<CommandLine> all) {
        this.console = console;
        this.all = all;
    }

    @Override
    public Integer call() {
        console.print(script(all.get().getCommandSpec()));
        return 0;
    }

    private String script(CommandSpec root) {
        return switch (shell) {
            case bash -> AutoComplete.bash(root.name(), root.commandLine());
            case zsh -> ZSH + AutoComplete.bash(root.name(), root.commandLine());
            case fish -> FishCompletion.script(root);
        };
    }
}
