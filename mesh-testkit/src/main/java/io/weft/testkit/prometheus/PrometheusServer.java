package io.weft.testkit.prometheus;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Prometheus on a free port of the loopback device, with an empty database that ends with it. */
public final class PrometheusServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern LISTENS = Pattern.compile("Listening on\" address=(\\S+)");
    private static final String READY = "Server is ready";

    private final Process process;
    private final Path folder;
    private final CompletableFuture<URI> address = new CompletableFuture<>();

    private PrometheusServer(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /** Starts one and waits for it; skips the test where there is none. {@code configuration} is YAML. */
    public static PrometheusServer start(String configuration) {
        Path program = Installed.program("prometheus");
        try {
            Path folder = Files.createTempDirectory("prometheus");
            Path file = Files.writeString(folder.resolve("prometheus.yml"), configuration);
            Process process = new ProcessBuilder(List.of(
                            program.toString(),
                            "--config.file=" + file,
                            "--storage.tsdb.path=" + folder.resolve("data"),
                            "--web.listen-address=127.0.0.1:0"))
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .start();
            PrometheusServer server = new PrometheusServer(process, folder);
            Thread.ofVirtual().start(server::listen);
            return server.awaited();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code /api/v1} is below. */
    public URI address() {
        return address.join();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PrometheusServer awaited() {
        try {
            address.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return this;
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            close();
            throw new IllegalStateException("Prometheus did not start", e);
        }
    }

    /** Reads its log to the end, so that it never waits for a reader. */
    private void listen() {
        StringBuilder log = new StringBuilder();
        Optional<URI> heard = Optional.empty();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!address.isDone()) {
                    log.append(line).append('\n');
                    heard = heard.isPresent() ? heard : listening(line);
                }
                if (line.contains(READY)) {
                    heard.ifPresent(address::complete);
                }
            }
        } catch (IOException e) {
            log.append(e);
        }
        address.completeExceptionally(new IllegalStateException(log.toString()));
    }

    private static Optional<URI> listening(String line) {
        return LISTENS.matcher(line)
                .results()
                .map((MatchResult match) -> URI.create("http://" + match.group(1)))
                .findFirst();
    }
}
