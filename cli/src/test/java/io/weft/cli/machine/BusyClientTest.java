package io.weft.cli.machine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BusyClientTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void answersOfSeveralLengthsComeOverOneConnection() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        Set<InetSocketAddress> clients = ConcurrentHashMap.newKeySet();
        HttpServer server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        server.createContext("/page", exchange -> {
            clients.add(exchange.getRemoteAddress());
            byte[] body = "x".repeat(1 + asked.getAndIncrement() % 20).getBytes(US_ASCII);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try (Socket connection = new Socket(LOOPBACK, server.getAddress().getPort())) {
            assertThat(new BusyClient(connection, "/page").ask(300, LONG)).isEqualTo(300);
            assertThat(asked).hasValue(300);
            assertThat(clients).hasSize(1);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void nothingIsAskedWhenThereIsNoTime() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK);
                Socket connection = new Socket(LOOPBACK, server.getLocalPort())) {
            assertThat(new BusyClient(connection, "/").ask(10, Duration.ZERO)).isZero();
        }
    }

    @Test
    void endOfAConnectionIsNoAnswer() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK);
                Socket connection = new Socket(LOOPBACK, server.getLocalPort())) {
            Socket accepted = server.accept();
            accepted.getOutputStream().write("HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 200 OK\r\n".getBytes(US_ASCII));
            accepted.shutdownOutput();

            assertThat(new BusyClient(connection, "/").ask(10, LONG)).isOne();
        }
    }
}
