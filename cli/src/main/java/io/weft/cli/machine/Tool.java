package io.weft.cli.machine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs a system command to its end and gives what it printed. Threading: any; the caller waits. */
final class Tool {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Tool() {}

    /** What a command left: its exit code and its output, errors included. */
    record Outcome(int exitCode, String output) {
        boolean ok() {
            return exitCode == 0;
        }
    }

    /** @throws MachineException if the command fails; the message quotes what it printed */
    static String run(String... command) {
        return feed("", command);
    }

    /** As {@link #run}, with {@code input} on standard input. */
    static String feed(String input, String... command) {
        Outcome outcome = attempt(input, List.of(command));
        if (!outcome.ok()) {
            throw new MachineException("'" + String.join(" ", command) + "' failed: "
                    + outcome.output().strip());
        }
        return outcome.output();
    }

    static Outcome attempt(String input, List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            CompletableFuture<byte[]> output = new CompletableFuture<>();
            Thread.startVirtualThread(() -> drain(process, output));
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(UTF_8));
            } catch (IOException closedEarly) {
                // The exit code tells whether the input was needed.
            }
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new MachineException(
                        "'" + String.join(" ", command) + "' did not end within " + PATIENCE.toSeconds() + " seconds");
            }
            return new Outcome(process.exitValue(), new String(output.join(), UTF_8));
        } catch (IOException e) {
            throw new MachineException("cannot run '" + command.getFirst() + "': " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MachineException("interrupted while running '" + command.getFirst() + "'", e);
        }
    }

    private static void drain(Process process, CompletableFuture<byte[]> output) {
        try {
            output.complete(process.getInputStream().readAllBytes());
        } catch (IOException e) {
            output.completeExceptionally(e);
        }
    }
}
