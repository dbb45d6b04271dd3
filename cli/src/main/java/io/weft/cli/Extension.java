package io.weft.cli;

import io.weft.cli.machine.MachineException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An executable {@code linkerd-NAME} on the path, run as {@code linkerd NAME}.
 *
 * @param command the executable and its arguments
 */
record Extension(List<String> command) {
    /** Empty if the first argument is an option or a command of ours, or no such executable is on the path. */
    static Optional<Extension> find(CommandTree ours, String[] arguments, Map<String, String> environment) {
        if (arguments.length == 0 || !arguments[0].matches("[a-z0-9][a-z0-9-]*") || ours.has(arguments[0])) {
            return Optional.empty();
        }
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "linkerd-" + arguments[0]))
                .filter(Files::isExecutable)
                .findFirst()
                .map(file -> of(file, arguments));
    }

    /** Its exit code. */
    int run() {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new MachineException("cannot run " + command.getFirst() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MachineException("interrupted", e);
        }
    }

    private static Extension of(Path file, String[] arguments) {
        List<String> command = new ArrayList<>(Arrays.asList(arguments));
        command.set(0, file.toString());
        return new Extension(List.copyOf(command));
    }
}
