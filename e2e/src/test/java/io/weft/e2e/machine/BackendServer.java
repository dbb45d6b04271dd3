package io.weft.e2e.machine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A program that answers HTTP/1.1 with its name and a line feed. {@code PORT NAME}. Every other request for {@code /api}
 * fails with 500; below {@code /api/users/slow} the answer takes a minute.
 */
final class BackendServer {
    private static final Duration SLOW = Duration.ofMinutes(1);
    private static final AtomicInteger FLAKY = new AtomicInteger();

    private BackendServer() {}

    public static void main(String[] args) throws IOException {
        byte[] name = (args[1] + "\n").getBytes(UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(Integer.parseInt(args[0])), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/",
                exchange -> answer(exchange, status(exchange.getRequestURI().getPath()), name));
        server.createContext("/api/users/slow", exchange -> {
            Patience.watchFor(SLOW);
            answer(exchange, 200, name);
        });
        server.start();
    }

    private static int status(String path) {
        return path.equals("/api") && FLAKY.getAndIncrement() % 2 == 0 ? 500 : 200;
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
