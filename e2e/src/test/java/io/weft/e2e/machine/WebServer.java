package io.weft.e2e.machine;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * A program that answers every HTTP/1.1 request with an empty 200, or with the status of what it asks first, to which it passes
 * {@code traceparent} on. {@code PORT[,PORT] [URL]}.
 */
final class WebServer {
    private static final String TRACE = "traceparent";

    private WebServer() {}

    public static void main(String[] args) throws IOException {
        HttpClient client = HttpClient.newHttpClient();
        for (String port : args[0].split(",", -1)) {
            serve(Integer.parseInt(port), client, args);
        }
    }

    private static void serve(int port, HttpClient client, String[] args) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(args.length < 2 ? 200 : ask(client, args[1], exchange), -1);
            }
        });
        server.start();
    }

    private static int ask(HttpClient client, String next, HttpExchange cause) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(next));
        String trace = cause.getRequestHeaders().getFirst(TRACE);
        if (trace != null) {
            request.header(TRACE, trace);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 503;
        }
    }
}
