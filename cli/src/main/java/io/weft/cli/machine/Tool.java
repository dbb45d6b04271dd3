package io.weft.cli.machine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Runs a system command to its end and gives what it printed. Threading: any; the caller waits. */
final class Tool {
    private static final Patience USUAL = new Patience(Duration.ofSeconds(60), Duration.ofSeconds(5));

    private Tool() {}

    /**
     * How long a command may take.
     *
     * @param whole after this it is asked to end
     * @param grace after this, counted from then, it is killed
     */
    record Patience(Duration whole, Duration grace) {}

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
        return attempt(input, command, Map.of(), USUAL);
    }

    /**
     * Runs the command whatever it ends with.
     *
     * @param environment in addition to this process's
     * @throws MachineException if it cannot be started, or has to be ended: nobody waits any more, or too long
     */
    static Outcome attempt(String input, List<String> command, Map<String, String> environment, Patience patience) {
        Process process = start(command, environment);
        CompletableFuture<byte[]> output = new CompletableFuture<>();
        Thread.startVirtualThread(() -> drain(process, output));
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(UTF_8));
        } catch (IOException closedEarly) {
            // The exit code tells whether the input was needed.
        }
        try {
            if (!process.waitFor(patience.whole().toMillis(), TimeUnit.MILLISECONDS)) {
                end(process, patience.grace());
                throw new MachineException("'" + String.join(" ", command) + "' did not end within "
                        + patience.whole().toSeconds() + " seconds");
            }
            return new Outcome(process.exitValue(), new String(output.get(), UTF_8));
        } catch (InterruptedException e) {
            Uninterrupted.run(() -> end(process, patience.grace()));
            Thread.currentThread().interrupt();
            throw new MachineException("interrupted while running '" + command.getFirst() + "'", e);
        } catch (ExecutionException e) {
            throw new MachineException("cannot read what '" + command.getFirst() + "' says: " + e.getCause(), e);
        }
    }

    private static Process start(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new MachineException("cannot run '" + command.getFirst() + "': " + e.getMessage(), e);
        }
    }

    private static void end(Process process, Duration grace) {
        process.destroy();
        try {
            if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
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
