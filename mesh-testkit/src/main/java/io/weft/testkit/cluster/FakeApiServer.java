package io.weft.testkit.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * Answers the paths it was told to, and 404 to all others. Plain HTTP on a free port of the loopback device. What the test
 * hands it is JSON, both ways.
 *
 * <p>Threading: safe from any thread.
 */
public final class FakeApiServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    public FakeApiServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** A request that came. */
    public record Asked(String method, String path, String body) {}

    private record Answer(int status, UnaryOperator<String> body) {}

    /** Where clients reach it. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on a {@code path} is answered so, whatever its query; or only with the query that it has. */
    public FakeApiServer answer(String path, int status, String body) {
        return answer(path, status, _ -> body);
    }

    /** From now on a {@code path} is answered with what {@code body} makes of the request's own. */
    public FakeApiServer answer(String path, int status, UnaryOperator<String> body) {
        answers.put(path, new Answer(status, body));
        return this;
    }

    /** From now on a {@code path} is never answered. */
    public FakeApiServer hang(String path) {
        return answer(path, 503, _ -> {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return "";
        });
    }

    /** All requests so far, in the order in which they came. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath();
            asked.add(new Asked(exchange.getRequestMethod(), path, body));
            Answer absent = new Answer(404, _ -> "{\"kind\":\"Status\",\"code\":404}");
            Answer answer =
                    answers.getOrDefault(exchange.getRequestURI().toString(), answers.getOrDefault(path, absent));
            byte[] bytes = answer.body().apply(body).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
