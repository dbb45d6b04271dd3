package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.Endpoint;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.control.Watched;
import io.weft.proxy.outbound.discover.EndpointSet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that are under way at once are spread over the replicas. */
class SpreadTest {
    private static final int REQUESTS = 30;

    private final CountDownLatch arrived = new CountDownLatch(REQUESTS);
    private final List<ScriptedApp> apps = List.of(app(), app(), app());
    private final TwoProxies proxies =
            new TwoProxies(apps.getFirst().port(), new ServerProtocol.Detect(Duration.ofSeconds(5)));

    SpreadTest() throws Exception {}

    @AfterEach
    void stop() throws Exception {
        proxies.close();
        for (ScriptedApp app : apps) {
            app.close();
        }
    }

    @Test
    void noReplicaGetsMoreThanTwiceItsShare() throws Exception {
        List<Endpoint> replicas = apps.stream()
                .map(app -> Endpoint.bare(new InetSocketAddress(InetAddress.getLoopbackAddress(), app.port())))
                .toList();
        proxies.discovery.endpoints.set(new Watched.Present<>(new EndpointSet(true, replicas)));
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            clients.add(ask());
        }
        for (Socket client : clients) {
            assertThat(ScriptedApp.until(client.getInputStream(), "\r\n\r\n")).startsWith("HTTP/1.1 204 ");
            client.close();
        }

        assertThat(apps).allSatisfy(app -> assertThat(app.heads.size()).isBetween(3, 20));
    }

    /** Answers when all requests have arrived somewhere. */
    private ScriptedApp app() throws IOException {
        return new ScriptedApp(head -> {
            arrived.countDown();
            try {
                arrived.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return "HTTP/1.1 204 No Content\r\n\r\n";
        });
    }

    private Socket ask() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxies.clientPort());
        client.setSoTimeout(20_000);
        client.getOutputStream().write("GET / HTTP/1.1\r\nHost: web\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return client;
    }
}
