package io.weft.cli.completion;

import io.weft.cli.output.Console;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Parameters(paramLabel = "bash|zsh|fish", description = "The shell.")
    @SuppressWarnings("NullAway.Init") // required
    private Shell shell;

    /** Spelt as on the command line. */
    enum Shell {
        bash,
        zsh,
        fish
    }

    public CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.print(script(spec.root()));
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
