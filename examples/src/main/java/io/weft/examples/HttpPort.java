package io.weft.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;

/** A plain HTTP/1.1 server; {@code GET /healthz} answers 200 as long as it listens. Every request has its own thread. */
final class HttpPort implements AutoCloseable {
    /** Answers one request. */
    @FunctionalInterface
    interface Handler {
        Answer answer(String method, String path, Map<String, String> query);
    }

    /** What to write back. */
    record Answer(int status, String contentType, String body) {
        static Answer json(int status, Map<String, ?> members) {
            return new Answer(status, "application/json", JsonText.object(members));
        }

        static Answer notFound() {
            return json(404, Map.of("error", "no such page"));
        }
    }

    private static final int DRAIN_SECONDS = 5;
    private static final int IDLE_CONNECTIONS = 100_000;

    static {
        // Beyond 200 the JDK's server closes what a sidecar may just be using again.
        System.setProperty("sun.net.httpserver.maxIdleConnections", Integer.toString(IDLE_CONNECTIONS));
    }

    private final HttpServer server;

    private HttpPort(HttpServer server) {
        this.server = server;
    }

    /** Port 0 picks a free one. */
    static HttpPort start(int port, Handler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(port), 1024);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> answer(exchange, handler));
        server.start();
        return new HttpPort(server);
    }

    int port() {
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, Handler handler) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Answer answer = path.equals("/healthz")
                    ? new Answer(200, "text/plain", "ok\n")
                    : TraceParent.during(
                            exchange.getRequestHeaders().getFirst(TraceParent.HEADER),
                            () -> handler.answer(
                                    exchange.getRequestMethod(), path, Query.parse(exchange.getRequestURI())));
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Finishes what is running. */
    @Override
    public void close() {
        server.stop(DRAIN_SECONDS);
    }
}
