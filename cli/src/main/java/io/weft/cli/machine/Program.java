package io.weft.cli.machine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a workload's application is. */
public sealed interface Program {
    /** All that a program of ours sees, but for the system's own. */
    String SEEN = "/opt";

    /**
     * A program of Weft's own, laid out in {@code dist/}: it sees a JDK, its own files and nothing else of the host's
     * {@code /opt} and {@code /tmp}; its output goes to a log file.
     *
     * @param name folder in {@code dist/}
     * @param arguments after the jar
     * @param environment all it gets, beside a path and a locale
     * @param binds further folders it sees
     */
    record Dist(String name, List<String> arguments, User user, Map<String, String> environment, List<Bind> binds)
            implements Program {
        public Dist {
            arguments = List.copyOf(arguments);
            environment = Map.copyOf(environment);
            binds = List.copyOf(binds);
        }
    }

    /**
     * Any command, which sees the host's files, the caller's environment and working directory.
     *
     * @param command the program, found on the path, and its arguments
     * @param groups supplementary groups; without meaning for root, who keeps its own
     * @param environment what differs from the caller's
     * @param terminal it has this process's standard input, output and error; otherwise no input and a log file
     */
    record Host(
            List<String> command, User user, List<Integer> groups, Map<String, String> environment, boolean terminal)
            implements Program {
        public Host {
            groups = List.copyOf(groups);
            environment = Map.copyOf(environment);
            command = List.copyOf(command);
        }

        /** In the caller's own environment. */
        public Host(List<String> command, User user, List<Integer> groups, boolean terminal) {
            this(command, user, groups, Map.of(), terminal);
        }
    }

    /**
     * A folder as a program sees it.
     *
     * @param name as {@link #seen} has it
     */
    record Bind(Path source, String name, boolean writable) {}

    /** Where a program of ours finds what is called {@code name}: Java and itself at the same places as in its image. */
    static String seen(String name) {
        return SEEN + "/" + name;
    }
}
