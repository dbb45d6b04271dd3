package io.weft.benchmarks.viz;

import io.weft.benchmarks.BenchmarkException;
import io.weft.benchmarks.Timings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Asks what the page and the command line ask, one question after the other, while two readers follow the live stream.
 *
 * <p>Threading: the main thread; each reader has a thread of its own.
 */
final class Questions implements AutoCloseable {
    private static final int OK = 200;
    private static final int READERS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final List<String> PATHS = List.of(
            "/api/stat?resource_type=deployment&window=1m&tcp_stats=true",
            "/api/stat?resource_type=pod&window=1m",
            "/api/stat?resource_type=namespace&window=5m",
            "/api/stat?resource_type=deployment&namespace=shop&to_type=deployment&to_name=workload-1",
            "/api/stat?resource_type=deployment&namespace=shop&from_type=deployment&from_name=workload-0",
            "/api/edges?resource_type=deployment",
            "/api/routes?resource_type=deployment&namespace=shop",
            "/api/authz?resource_type=deployment&namespace=shop&resource_name=workload-1",
            "/api/stat-inbound?resource_type=deployment&namespace=shop&resource_name=workload-1",
            "/api/stat-outbound?resource_type=deployment&namespace=shop&resource_name=workload-1",
            "/api/history?resource_type=deployment&namespace=shop&resource_name=workload-1");

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;
    private final AtomicLong looks = new AtomicLong();
    private final List<Double> millis = new ArrayList<>();
    private long failures;

    /** Whom it asks: the server at that port of this machine. */
    Questions(int port) {
        base = "http://127.0.0.1:" + port;
    }

    /** Two people open the page. */
    void look() {
        for (int reader = 0; reader < READERS; reader++) {
            Thread.ofVirtual().start(this::follow);
        }
    }

    /** Asks for that long; what runs between two questions is not timed. */
    void ask(int seconds, Runnable between) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (int next = 0; System.nanoTime() < end; next++) {
            ask(PATHS.get(next % PATHS.size()));
            between.run();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /**
     * What was found.
     *
     * @param failures answered otherwise than with 200, or not in half a minute
     * @param looks events of the live stream, to both readers together
     */
    record Found(int questions, long failures, long looks, Timings timings) {}

    Found found() {
        return new Found(millis.size(), failures, looks.get(), Timings.of(millis));
    }

    private void ask(String path) {
        long since = System.nanoTime();
        try {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(URI.create(base + path))
                            .timeout(PATIENCE)
                            .build(),
                    BodyHandlers.ofByteArray());
            failures += answer.statusCode() == OK ? 0 : 1;
        } catch (IOException lost) {
            failures++;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        }
        millis.add((System.nanoTime() - since) / 1e6);
    }

    private void follow() {
        try {
            HttpResponse<Stream<String>> events = client.send(
                    HttpRequest.newBuilder(URI.create(base + "/api/live")).build(), BodyHandlers.ofLines());
            try (Stream<String> lines = events.body()) {
                lines.filter(line -> line.startsWith("data:")).forEach(_ -> looks.incrementAndGet());
            }
        } catch (IOException | UncheckedIOException end) {
            return; // of the run
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
