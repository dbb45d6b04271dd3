package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.PlatformDependent;
import io.weft.core.policy.ServerProtocol;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that have asked once and keep their connections cost little and nobody else anything. */
class IdleConnectionsTest {
    private static final int CLIENTS_EACH = 5_000;
    private static final int CLIENTS = 2 * CLIENTS_EACH;

    /** Of heap and of Netty's memory, of both proxies. */
    private static final long MOST_BYTES_EACH = 8_000;

    private final ScriptedApp app = new ScriptedApp(head -> "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    private final TwoProxies proxies = new TwoProxies(app.port(), new ServerProtocol.Detect(Duration.ofSeconds(5)));

    IdleConnectionsTest() throws Exception {}

    @AfterEach
    void stop() throws Exception {
        proxies.close();
        app.close();
    }

    @Test
    void tenThousandWaitInLittleMemoryAndOneMoreIsServed() throws Exception {
        try (SocketChannel first = IdleClients.ask(proxies.clientPort())) {
            long before = held();
            try (IdleClients some = IdleClients.start(proxies.clientPort(), CLIENTS_EACH);
                    IdleClients others = IdleClients.start(proxies.clientPort(), CLIENTS_EACH)) {
                some.awaitAnswers();
                others.awaitAnswers();
                app.heads.clear();
                long each = (held() - before) / CLIENTS;

                assertThat(each).isBetween(1L, MOST_BYTES_EACH);
                assertThat(TwoProxies.text(proxies.clientMetrics))
                        .containsPattern(
                                "tcp_open_connections\\{direction=\"outbound\",peer=\"src\".*} " + (CLIENTS + 1));
                askOnce();
                assertThat(first.isOpen()).isTrue();
            }
        }
    }

    private void askOnce() throws IOException {
        IdleClients.ask(proxies.clientPort()).close();
    }

    private static long held() {
        System.gc();
        Runtime heap = Runtime.getRuntime();
        return heap.totalMemory() - heap.freeMemory() + PlatformDependent.usedDirectMemory();
    }
}
