package io.weft.cli.completion;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Renders completion for the fish shell, which picocli does not. */
final class FishCompletion {
    private FishCompletion() {}

    /** One line per subcommand and option; what follows a subcommand is offered once that has been typed. */
    static String script(CommandSpec root) {
        List<String> lines = new ArrayList<>();
        lines.add("# fish completion for " + root.name());
        lines.add("complete -c " + root.name() + " -f");
        walk(root, root.name(), "__fish_use_subcommand", lines);
        return String.join("\n", lines);
    }

    private static void walk(CommandSpec command, String program, String condition, List<String> lines) {
        command.options().stream()
                .filter(option -> !option.hidden())
                .forEach(option -> lines.add(option(program, condition, option)));
        for (CommandLine line : command.subcommands().values()) {
            CommandSpec child = line.getCommandSpec();
            lines.add("complete -c " + program + " -n '" + condition + "' -a " + child.name() + " -d "
                    + quote(text(child.usageMessage().description())));
            walk(child, program, "__fish_seen_subcommand_from " + child.name(), lines);
        }
    }

    private static String option(String program, String condition, OptionSpec option) {
        StringBuilder line = new StringBuilder("complete -c " + program + " -n '" + condition + "'");
        for (String name : option.names()) {
            line.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        if (option.arity().max() > 0) {
            line.append(" -r");
        }
        return line.append(" -d ").append(quote(text(option.description()))).toString();
    }

    private static String text(String[] description) {
        return description.length == 0 ? "" : description[0];
    }

    private static String quote(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
