package io.weft.e2e.machine;

import static java.util.stream.Collectors.joining;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process a test started, with everything it printed; stderr is part of it unless it was sent elsewhere.
 *
 * <p>Threading: a thread of its own reads what is printed, and no virtual one, which would hold on to one of the few threads
 * that carry them all while a process is silent; methods may be called from any thread.
 */
final class Command implements AutoCloseable {
    private static final int GRACE_SECONDS = 60;

    private final Process process;
    private final Thread reader;
    private final List<Line> lines = new ArrayList<>(); // guarded by itself

    private Command(Process process) {
        this.process = process;
        this.reader =
                Thread.ofPlatform().daemon().name("output-" + process.pid()).start(this::read);
    }

    static Command start(ProcessBuilder builder) {
        try {
            return new Command(builder.redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #start}, but what it prints on stderr goes to a file. */
    static Command start(ProcessBuilder builder, Path errors) {
        try {
            return new Command(builder.redirectError(errors.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it as nothing can prevent or notice. */
    void kill() {
        process.destroyForcibly();
    }

    /** It, and all it started that still runs. */
    List<ProcessHandle> family() {
        ProcessHandle itself = process.toHandle();
        return Stream.concat(Stream.of(itself), itself.descendants()).toList();
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it printed up to now. */
    List<Line> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** What it printed up to now, as text. */
    String output() {
        return lines().stream().map(Line::text).collect(joining("\n"));
    }

    /** Waits for its end; 128 + n after signal n. */
    int exitCode() {
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("still runs after " + GRACE_SECONDS + " s; it printed:\n" + output());
            }
            reader.join(1_000);
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Asks it to end, waits, and kills it in the end. Idempotent. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (BufferedReader reading = process.inputReader()) {
            for (String text = reading.readLine(); text != null; text = reading.readLine()) {
                synchronized (lines) {
                    lines.add(new Line(System.nanoTime(), text));
                }
            }
        } catch (IOException ended) {
            // the process is gone
        }
    }
}
