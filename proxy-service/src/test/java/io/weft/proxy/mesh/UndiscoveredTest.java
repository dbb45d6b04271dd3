package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.control.Watched;
import io.weft.proxy.http.QueueLimits;
import io.weft.proxy.outbound.discover.ClientPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections of which the control plane has said nothing yet. */
class UndiscoveredTest {
    private static final Duration FOREVER = Duration.ofHours(1);
    private static final String OPEN = "tcp_open_connections{direction=\"outbound\",peer=\"src\"";
    private static final long PATIENCE_NANOS = Duration.ofSeconds(20).toNanos();

    private final ScriptedApp app = new ScriptedApp(head -> "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    private final TwoProxies proxies = new TwoProxies(app.port(), new ServerProtocol.Opaque());

    UndiscoveredTest() throws IOException {}

    @BeforeEach
    void saysNothing() {
        undiscovered(proxies);
    }

    @AfterEach
    void stop() throws IOException {
        proxies.close();
        app.close();
    }

    @Test
    void aClientThatIsResetIsNeitherCountedNorServedOnceItsDestinationIsKnown() throws Exception {
        Socket client = connect();
        client.setSoLinger(true, 0);
        client.close();
        awaitMetric(OPEN, "} 0");
        proxies.policy(new ClientPolicy.Protocol.Opaque());

        assertThat(told()).doesNotContain("outbound_tcp_protocol_connections_total{");
    }

    @Test
    void aClientThatHasSaidItsPartIsStillAnswered() throws Exception {
        try (Socket client = connect()) {
            client.getOutputStream().write("GET / HTTP/1.1\r\nHost: web\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            client.shutdownOutput();
            awaitMetric(OPEN, "} 1");
            proxies.policy(new ClientPolicy.Protocol.Opaque());

            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .endsWith("ok");
        }
    }

    @Test
    void aConnectionIsGivenUpAfterTheFailFastTime() throws Exception {
        proxies.arrivals = new QueueLimits(1, Duration.ofMillis(200));
        try (Socket client = connect()) {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }

        awaitMetric("outbound_tcp_errors_total{", "error=\"failfast\"} 1");
    }

    @Test
    void noMoreConnectionsWaitThanTheQueueHolds() throws Exception {
        try (Socket first = connect()) {
            awaitMetric(OPEN, "} 1");
            try (Socket second = connect()) {
                assertThat(second.getInputStream().read()).isEqualTo(-1);
            }
            awaitMetric("outbound_tcp_errors_total{", "error=\"loadshed\"} 1");
            assertThat(first.isClosed()).isFalse();
        }
    }

    /** As {@code nc} does whose input is empty: the server may be one that speaks first. */
    @Test
    void aClientThatHasNothingToSayIsStillSpokenTo() throws Exception {
        try (ServerSocket speaking = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
                TwoProxies towards = new TwoProxies(speaking.getLocalPort(), new ServerProtocol.Opaque())) {
            undiscovered(towards);
            try (Socket client = connect(towards)) {
                client.shutdownOutput();
                awaitMetric(towards, OPEN, "} 1");
                towards.policy(new ClientPolicy.Protocol.Opaque());
                speaking.setSoTimeout(20_000);
                try (Socket server = speaking.accept()) {
                    server.getOutputStream().write('!');
                }

                assertThat(client.getInputStream().readAllBytes()).containsExactly('!');
            }
        }
    }

    private static void undiscovered(TwoProxies towards) {
        towards.discovery.policy.set(new Watched.Pending<>());
        towards.arrivals = new QueueLimits(1, FOREVER);
    }

    private Socket connect() throws IOException {
        return connect(proxies);
    }

    private static Socket connect(TwoProxies towards) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), towards.clientPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private String told() {
        return TwoProxies.text(proxies.clientMetrics);
    }

    private void awaitMetric(String begins, String ends) {
        awaitMetric(proxies, begins, ends);
    }

    private static void awaitMetric(TwoProxies of, String begins, String ends) {
        long began = System.nanoTime();
        String told = TwoProxies.text(of.clientMetrics);
        while (told.lines().noneMatch(line -> line.startsWith(begins) && line.endsWith(ends))) {
            assertThat(System.nanoTime() - began).as(begins + " " + told).isLessThan(PATIENCE_NANOS);
            of.settle();
            told = TwoProxies.text(of.clientMetrics);
        }
    }
}
