package io.weft.e2e.machine;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * A program that stands for a host of the world: HTTP on 80, HTTPS on 443, where it asks for a certificate. It answers with its
 * port, the host it was called, and what the client has shown of itself; below {@code /slow} it never does. {@code KEYSTORE}.
 */
final class OutsideServer {
    static final String PASSWORD = "no secret";

    private OutsideServer() {}

    public static void main(String[] args) throws IOException, GeneralSecurityException {
        HttpsServer https = HttpsServer.create(new InetSocketAddress(443), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(context(Path.of(args[0]))) {
            @Override
            public void configure(HttpsParameters connection) {
                SSLParameters parameters = getSSLContext().getDefaultSSLParameters();
                parameters.setWantClientAuth(true);
                connection.setSSLParameters(parameters);
            }
        });
        serve(https);
        serve(HttpServer.create(new InetSocketAddress(80), 0));
    }

    private static SSLContext context(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, new SecureRandom());
        return context;
    }

    private static void serve(HttpServer server) {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/slow", exchange -> never());
        server.createContext("/", OutsideServer::answer);
        server.start();
    }

    private static void never() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        byte[] body = (exchange.getLocalAddress().getPort() + " "
                        + exchange.getRequestHeaders().getFirst("Host") + " " + shown(exchange))
                .getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String shown(HttpExchange exchange) {
        try {
            return exchange instanceof HttpsExchange tls && tls.getSSLSession().getPeerCertificates().length > 0
                    ? "certificate"
                    : "nothing";
        } catch (SSLPeerUnverifiedException none) {
            return "nothing";
        }
    }
}
