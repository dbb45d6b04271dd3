package io.weft.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A {@code linkerd} command that ends when it is told to. */
final class LongCommand implements AutoCloseable {
    private static final int PATIENCE_MINUTES = 2;

    private final Process process;
    private final BufferedReader output;

    private LongCommand(Process process) {
        this.process = process;
        this.output = process.inputReader();
        CompletableFuture.delayedExecutor(PATIENCE_MINUTES, TimeUnit.MINUTES).execute(process::destroy);
    }

    static LongCommand start(String... words) {
        try {
            return new LongCommand(new ProcessBuilder(LinkerdCommand.line(words))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next line of that kind, which must come within two minutes of the start. */
    String line(Predicate<String> wanted) {
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (wanted.test(line)) {
                    return line;
                }
            }
        } catch (IOException ended) {
            // as without a line
        }
        assertThat(process.isAlive()).as("the command still runs").isTrue();
        throw new AssertionError("no such line");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
