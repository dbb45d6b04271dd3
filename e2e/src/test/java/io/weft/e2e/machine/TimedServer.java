package io.weft.e2e.machine;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executors;

/** Answers {@code /items/MILLIS} with 200 and {@code /fail/MILLIS} with 500, after that time. */
final class TimedServer {
    private TimedServer() {}

    public static void main(String[] args) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(Integer.parseInt(args[0])), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                String[] path = exchange.getRequestURI().getPath().split("/", -1);
                Patience.watchFor(Duration.ofMillis(Long.parseLong(path[2])));
                exchange.sendResponseHeaders(path[1].equals("items") ? 200 : 500, -1);
            }
        });
        server.start();
    }
}
