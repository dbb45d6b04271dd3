package io.weft.e2e.machine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executors;

/**
 * A program that answers HTTP/1.1 with its name and a line feed, and leaves as one should: asked to end, it serves on until word
 * of that has gone round, then finishes what it has. {@code PORT NAME}.
 */
final class LeavingServer {
    private static final Duration WORD_GOES_ROUND = Duration.ofSeconds(5);
    private static final int GRACE_SECONDS = 5;

    private LeavingServer() {}

    public static void main(String[] args) throws IOException {
        byte[] name = (args[1] + "\n").getBytes(UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(Integer.parseInt(args[0])), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> answer(exchange, name));
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> leave(server)));
    }

    private static void leave(HttpServer server) {
        Patience.watchFor(WORD_GOES_ROUND);
        server.stop(GRACE_SECONDS);
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
