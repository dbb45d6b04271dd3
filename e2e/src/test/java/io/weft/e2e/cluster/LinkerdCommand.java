package io.weft.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One run of the {@code linkerd} command of {@code dist/}. */
record LinkerdCommand(int exit, String out, String err) {
    /** What runs it. */
    static List<String> line(String... words) {
        Path cli = Path.of(System.getProperty("weft.dist", "../dist")).resolve("cli");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + cli.resolve("jvm.options"),
                "-jar",
                cli.resolve("app.jar").toString()));
        command.addAll(List.of(words));
        return command;
    }

    static LinkerdCommand run(String... words) {
        try {
            Process process = new ProcessBuilder(line(words)).start();
            CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            String out = text(process.getInputStream());
            return new LinkerdCommand(process.waitFor(), out, err.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What it writes to its output; it must succeed. */
    static byte[] prints(String... words) {
        LinkerdCommand command = run(words);
        assertThat(command.exit())
                .as(String.join(" ", words) + "\n" + command.err())
                .isZero();
        return command.out().getBytes(StandardCharsets.UTF_8);
    }

    private static String text(InputStream stream) {
        try {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
