package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.PlatformDependent;
import io.weft.core.policy.ServerProtocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that have asked once and keep their connections cost little and nobody else anything. */
class IdleConnectionsTest {
    private static final int CLIENTS = 4_000;
    /** Of heap and of Netty's memory, the test's own end of a connection included. */
    private static final long MOST_BYTES_EACH = 40_000;

    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: web\r\n\r\n";

    private final ScriptedApp app = new ScriptedApp(head -> "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    private final TwoProxies proxies = new TwoProxies(app.port(), new ServerProtocol.Detect(Duration.ofSeconds(5)));
    private final List<SocketChannel> idle = new ArrayList<>(CLIENTS);

    IdleConnectionsTest() throws Exception {}

    @AfterEach
    void stop() throws Exception {
        for (SocketChannel client : idle) {
            client.close();
        }
        proxies.close();
        app.close();
    }

    @Test
    void thousandsWaitInLittleMemoryAndOneMoreIsServed() throws Exception {
        ask();
        long before = held();
        for (int i = 0; i < CLIENTS; i++) {
            ask();
        }
        app.heads.clear();
        long each = (held() - before) / CLIENTS;

        assertThat(each).isLessThan(MOST_BYTES_EACH);
        assertThat(TwoProxies.text(proxies.clientMetrics))
                .containsPattern("tcp_open_connections\\{direction=\"outbound\",peer=\"src\".*} " + (CLIENTS + 1));
        ask();
    }

    private void ask() throws IOException {
        SocketChannel client =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxies.clientPort()));
        idle.add(client);
        client.write(ByteBuffer.wrap(REQUEST.getBytes(StandardCharsets.US_ASCII)));
        ByteBuffer answer = ByteBuffer.allocate(512);
        while (!new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII).endsWith("ok")) {
            assertThat(client.read(answer)).isPositive();
        }
    }

    private static long held() {
        System.gc();
        Runtime heap = Runtime.getRuntime();
        return heap.totalMemory() - heap.freeMemory() + PlatformDependent.usedDirectMemory();
    }
}
