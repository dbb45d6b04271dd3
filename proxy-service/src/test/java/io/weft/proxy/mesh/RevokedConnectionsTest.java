package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.weft.core.policy.Authentication;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.control.Watched;
import io.weft.proxy.outbound.discover.ClientPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** proxy-behaviour, 7: a connection of bytes whose right is taken back. */
class RevokedConnectionsTest {
    private static final int LONG_ENOUGH = 2_000; // rounds of the loop
    private static final String UPGRADE =
            "GET /chat HTTP/1.1\r\nHost: web\r\nConnection: Upgrade\r\nUpgrade: chat\r\n\r\n";
    private static final String SWITCHED =
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: chat\r\n\r\n";

    private final ServerSocket app = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

    RevokedConnectionsTest() throws Exception {}

    @AfterEach
    void stop() throws Exception {
        app.close();
    }

    /** What it sent would go on to the application for as long as TLS waits to say goodbye. */
    @Test
    void aClientThatDoesNotReadIsEndedAtOnce() throws Exception {
        assertEndedAtOnce(
                new ServerProtocol.Opaque(), proxies -> proxies.policy(new ClientPolicy.Protocol.Opaque()), "x", "");
    }

    @Test
    void soIsOneThatHasATunnel() throws Exception {
        assertEndedAtOnce(new ServerProtocol.Detect(Duration.ofSeconds(5)), proxies -> {}, UPGRADE, SWITCHED);
    }

    private void assertEndedAtOnce(ServerProtocol server, Consumer<TwoProxies> prepare, String hello, String answer)
            throws Exception {
        Thread.ofVirtual().start(() -> floodWhoeverComes(answer));
        try (TwoProxies proxies = new TwoProxies(app.getLocalPort(), server);
                Wiretap wire = proxies.fromElsewhere()) {
            assertThat(wire.port()).isPositive();
            prepare.accept(proxies);
            try (Socket deaf = new Socket(InetAddress.getLoopbackAddress(), proxies.clientPort())) {
                deaf.getOutputStream().write(hello.getBytes(StandardCharsets.US_ASCII));
                awaitStall(proxies);
                proxies.serverPolicy.set(
                        new Watched.Present<>(TwoProxies.policy(server, new Authentication.MeshIdentity(List.of()))));
                proxies.settle();

                assertThat(isStalled(proxies)).isFalse();
                assertThat(TwoProxies.text(proxies.serverMetrics))
                        .containsPattern("inbound_tcp_authz_terminate_total\\{[^}]*} 1\n");
            }
        }
    }

    private void floodWhoeverComes(String answer) {
        try (Socket client = app.accept()) {
            client.getInputStream().read();
            client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            while (true) {
                client.getOutputStream().write(new byte[65_536]);
            }
        } catch (IOException brokenOff) {
            // as it should be
        }
    }

    /** Until the server's proxy has had no room for a while. */
    private static void awaitStall(TwoProxies proxies) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        for (int rounds = 0; rounds < LONG_ENOUGH; rounds = isStalled(proxies) ? rounds + 1 : 0) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            proxies.settle();
        }
    }

    private static boolean isStalled(TwoProxies proxies) {
        return !proxies.inboundConnections.stream().allMatch(Channel::isWritable);
    }
}
