package io.weft.cli.machine;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP server inside a network namespace, on every address of it, with the same short answer for everybody.
 *
 * <p>Threading: virtual threads of its own; {@link #close} from any thread.
 */
record Answers(HttpServer server, ExecutorService threads) implements AutoCloseable {
    private static final byte[] ANSWER = "{\"status\":\"UP\"}".getBytes(US_ASCII);

    /** Listens, and answers from then on. */
    static Answers inside(String network, int port) {
        HttpServer server = InNamespace.call(network, () -> HttpServer.create(new InetSocketAddress(port), 0));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        server.createContext("/", Answers::answer);
        server.setExecutor(threads);
        server.start();
        return new Answers(server, threads);
    }

    /** On a thread of its own: a server that is stopped forgets that its caller was interrupted. */
    @Override
    public void close() {
        Uninterrupted.run(() -> server.stop(0));
        threads.close();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(HttpURLConnection.HTTP_OK, ANSWER.length);
            exchange.getResponseBody().write(ANSWER);
        }
    }
}
