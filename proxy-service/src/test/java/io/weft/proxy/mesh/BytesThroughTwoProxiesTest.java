package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.control.Sockets;
import io.weft.proxy.control.Watched;
import io.weft.proxy.outbound.discover.ClientPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BytesThroughTwoProxiesTest {
    private final ServerSocket app = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final TwoProxies proxies = new TwoProxies(app.getLocalPort(), new ServerProtocol.Opaque());

    BytesThroughTwoProxiesTest() throws IOException {
        proxies.policy(new ClientPolicy.Protocol.Opaque());
        Thread.ofVirtual().start(this::serve);
    }

    /** Greets, then echoes until the client closes. */
    private void serve() {
        while (!app.isClosed()) {
            try (Socket client = app.accept()) {
                client.getOutputStream().write("hello\n".getBytes(StandardCharsets.US_ASCII));
                client.getInputStream().transferTo(client.getOutputStream());
            } catch (IOException closed) {
                return;
            }
        }
    }

    @AfterEach
    void stop() throws IOException {
        app.close();
        proxies.close();
    }

    @Test
    void theServerMaySpeakFirst() throws IOException {
        try (Socket client = connect()) {
            assertThat(client.getInputStream().readNBytes(6)).asString().isEqualTo("hello\n");
        }
    }

    /** metrics, 3; wire-behaviour, 1.3: INVALID_ARGUMENT. */
    @Test
    void aConnectionThatTheControlPlaneWillNotSpeakOfIsClosedAndCounted() throws Exception {
        proxies.discovery.policy.set(new Watched.Ended<>(false, "what?"));
        try (Socket client = connect()) {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }

        assertThat(counted("outbound_tcp_errors_total\\{target_addr=\"10.96.0.1:80\",target_ip=\"10.96.0.1\","
                        + "target_port=\"80\",error=\"unexpected\"} 1"))
                .isTrue();
    }

    @Test
    void theConnectionsOfARouteAreCounted() throws Exception {
        try (Socket client = connect()) {
            client.getInputStream().readNBytes(6);
        }

        String target = ",target_ip=\"[^\"]+\",target_port=\"[0-9]+\"";
        Sockets.await(() -> counted("outbound_tcp_route_close_total\\{parent_.*" + target + ",error=\"\"} 1"));
        assertThat(counted("outbound_tcp_route_open_total\\{parent_.*,route_name=.*" + target + "} 1"))
                .isTrue();
    }

    private boolean counted(String sample) {
        return TwoProxies.text(proxies.clientMetrics).lines().anyMatch(line -> line.matches(sample));
    }

    @Test
    void bytesCrossBothWays() throws IOException {
        try (Socket client = connect()) {
            InputStream in = client.getInputStream();
            in.readNBytes(6);
            byte[] sent = "\u0000\u0001 neither text nor HTTP".getBytes(StandardCharsets.UTF_8);
            client.getOutputStream().write(sent);

            assertThat(in.readNBytes(sent.length)).isEqualTo(sent);
        }
    }

    @Test
    void aClientThatHangsUpEndsTheServersConnectionToo() throws IOException {
        try (Socket client = connect()) {
            client.getInputStream().readNBytes(6);
        }
        // The server serves one client at a time: the next is greeted only when the first is gone.
        try (Socket next = connect()) {
            assertThat(next.getInputStream().readNBytes(6)).asString().isEqualTo("hello\n");
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxies.clientPort());
        socket.setSoTimeout(20_000);
        return socket;
    }
}
