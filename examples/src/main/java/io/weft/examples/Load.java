package io.weft.examples;

import io.weft.examples.HttpPort.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks web at a steady rate, whatever the answers, and counts them; {@code GET /counts} tells. Counting begins when web and
 * what is behind it have each answered once. {@code POST /stop} ends the asking, waits for the last answers, and tells the
 * counts.
 */
final class Load implements Program {
    /** Who is asking, and what. */
    enum Kind {
        LOAD(20, "GET /api/items", "POST /api/vote?item=loom", "POST /api/vote?item=lamp", "GET /api/results"),
        CALLER(2, "GET /api/items", "GET /api/results");

        private final double rate;

        @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
        private final List<String> requests;

        Kind(double rate, String... requests) {
            this.rate = rate;
            this.requests = List.of(requests);
        }
    }

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MOST_UNANSWERED = 500;
    private static final long DRAIN_MILLIS = 5_000;

    private final URI target;
    private final Kind kind;
    private final Counts counts = new Counts();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("pace").factory());
    private final HttpPort port;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean started;
    private long turn; // the pace's thread only

    private Load(Options options, Kind kind) throws IOException {
        this.kind = kind;
        target = options.address("target");
        port = HttpPort.start(options.port(8090), this::answer);
    }

    static Program start(Options options, Kind kind) throws IOException {
        Load load = new Load(options, kind);
        long gapNanos = (long) (1e9 / options.number("rate", kind.rate, 0.01, 10_000));
        load.pace.execute(() -> load.begin(gapNanos));
        return load;
    }

    @Override
    public int port() {
        return port.port();
    }

    private Answer answer(String method, String path, Map<String, String> query) {
        return switch (method + ' ' + path) {
            case "GET /counts" -> told();
            case "POST /stop" -> {
                stop();
                yield told();
            }
            default -> Answer.notFound();
        };
    }

    private Answer told() {
        return Answer.json(200, counts.members(started));
    }

    /** Waits for the last answers, but not for ever. Idempotent. */
    private void stop() {
        pace.shutdownNow();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DRAIN_MILLIS);
        while (counts.unanswered() > 0
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private void begin(long gapNanos) {
        for (String request : kind.requests) {
            if (ask(request) instanceof Outcome.Unexpected) {
                var _ = pace.schedule(() -> begin(gapNanos), 500, TimeUnit.MILLISECONDS);
                return;
            }
        }
        started = true;
        var _ = pace.scheduleAtFixedRate(this::send, gapNanos, gapNanos, TimeUnit.NANOSECONDS);
    }

    private Outcome ask(String request) {
        try {
            return judge(request, client.send(message(request), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return new Outcome.Unexpected(request + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Unexpected("interrupted");
        }
    }

    private void send() {
        if (counts.unanswered() >= MOST_UNANSWERED) {
            return; // a stuck target must not fill our memory
        }
        String request = kind.requests.get((int) (turn++ % kind.requests.size()));
        counts.sent();
        var _ = client.sendAsync(message(request), HttpResponse.BodyHandlers.ofString())
                .handle((response, failure) ->
                        failure == null ? judge(request, response) : new Outcome.Unexpected(request + ": " + failure))
                .thenAccept(counts::ended);
    }

    private static Outcome judge(String request, HttpResponse<String> response) {
        return Outcome.of(request, response.statusCode(), response.body());
    }

    private HttpRequest message(String request) {
        int space = request.indexOf(' ');
        return HttpRequest.newBuilder(target.resolve(request.substring(space + 1)))
                .method(request.substring(0, space), HttpRequest.BodyPublishers.noBody())
                .timeout(TIMEOUT)
                .build();
    }

    /** Waits for the last answers, then prints the counts. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        stop();
        System.out.println(JsonText.object(counts.members(started)));
        port.close();
    }
}
