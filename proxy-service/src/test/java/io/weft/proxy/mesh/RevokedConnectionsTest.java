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
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** proxy-behaviour, 7: a connection of bytes whose right is taken back. */
class RevokedConnectionsTest {
    private static final int LONG_ENOUGH = 2_000; // rounds of the loop
    private static final ServerProtocol PROTOCOL = new ServerProtocol.Opaque();

    private final ServerSocket app = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final TwoProxies proxies = new TwoProxies(app.getLocalPort(), PROTOCOL);

    RevokedConnectionsTest() throws Exception {}

    @AfterEach
    void stop() throws Exception {
        proxies.close();
        app.close();
    }

    /** What it sent would go on to the application for as long as TLS waits to say goodbye. */
    @Test
    void aClientThatDoesNotReadIsEndedAtOnce() throws Exception {
        Thread.ofVirtual().start(this::floodWhoeverComes);
        try (Wiretap wire = proxies.fromElsewhere()) {
            assertThat(wire.port()).isPositive();
            proxies.policy(new ClientPolicy.Protocol.Opaque());
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), proxies.clientPort())) {
                client.getOutputStream().write(1);
                awaitStall();
                proxies.serverPolicy.set(
                        new Watched.Present<>(TwoProxies.policy(PROTOCOL, new Authentication.MeshIdentity(List.of()))));
                proxies.settle();

                assertThat(proxies.inboundConnections.size()).isZero();
                assertThat(TwoProxies.text(proxies.serverMetrics))
                        .containsPattern("inbound_tcp_authz_terminate_total\\{[^}]*} 1\n");
            }
        }
    }

    private void floodWhoeverComes() {
        try (Socket client = app.accept()) {
            while (true) {
                client.getOutputStream().write(new byte[65_536]);
            }
        } catch (IOException brokenOff) {
            // as it should be
        }
    }

    /** Until the server's proxy has had no room for a while. */
    private void awaitStall() {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        for (int rounds = 0; rounds < LONG_ENOUGH; rounds = isStalled() ? rounds + 1 : 0) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            proxies.settle();
        }
    }

    private boolean isStalled() {
        return !proxies.inboundConnections.isEmpty()
                && proxies.inboundConnections.stream().noneMatch(Channel::isWritable);
    }
}
