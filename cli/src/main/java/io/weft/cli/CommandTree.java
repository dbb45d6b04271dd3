package io.weft.cli;

import io.weft.cli.output.Console;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import picocli.CommandLine;

/**
 * A command, and those below it. Each is made when it is asked for: to make all of them takes longer than most of them run.
 *
 * @param command makes it: an object that picocli reads, or a command line with what is below it
 * @param below by name, in the order of the help
 * @param aliases names that the help does not list, and what they stand for
 */
record CommandTree(Function<Console, Object> command, Map<String, CommandTree> below, Map<String, String> aliases) {
    CommandTree(Function<Console, Object> command) {
        this(command, new LinkedHashMap<>(), new HashMap<>());
    }

    CommandTree with(String name, Function<Console, Object> made) {
        return with(name, new CommandTree(made));
    }

    CommandTree with(String name, CommandTree tree) {
        below.put(name, tree);
        return this;
    }

    /** As the command itself says. */
    CommandTree alias(String alias, String name) {
        aliases.put(alias, name);
        return this;
    }

    boolean has(String name) {
        return below.containsKey(name) || aliases.containsKey(name);
    }

    /** With everything below it. */
    CommandLine whole(Console console) {
        return along(console, List.of());
    }

    /** With the one command below it that {@code words} begin with, and so on; with everything where they name none. */
    CommandLine along(Console console, List<String> words) {
        Object made = command.apply(console);
        CommandLine line = made instanceof CommandLine ready ? ready : new CommandLine(made);
        String first = words.isEmpty() ? "" : words.getFirst();
        if (has(first)) {
            add(line, aliases.getOrDefault(first, first), console, words.subList(1, words.size()));
        } else {
            below.keySet().forEach(name -> add(line, name, console, List.of()));
        }
        return line;
    }

    private void add(CommandLine line, String name, Console console, List<String> words) {
        CommandTree tree = Objects.requireNonNull(below.get(name), name);
        line.addSubcommand(name, tree.along(console, words));
    }
}
