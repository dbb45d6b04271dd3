package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.core.Endpoint;
import io.weft.core.ProtocolHint;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.outbound.discover.ClientPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A network between the proxies that tears TLS records apart, or breaks off between them. */
class TornTlsTest {
    private static final int TIMEOUT_MILLIS = 20_000;

    private final ServerSocket app = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final ServerSocket network = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final TwoProxies proxies = new TwoProxies(app.getLocalPort(), new ServerProtocol.Opaque());
    private final CompletableFuture<Socket> toServer = new CompletableFuture<>();

    TornTlsTest() throws IOException {
        proxies.policy(new ClientPolicy.Protocol.Opaque());
        Endpoint server = proxies.meshed(ProtocolHint.UNKNOWN, true);
        proxies.endpoint(new Endpoint(
                server.address(),
                server.weight(),
                server.tls(),
                server.hint(),
                network.getLocalPort(),
                server.labels()));
        Thread.ofVirtual().start(this::carry);
    }

    private void carry() {
        try {
            Socket client = network.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), proxies.inboundPort());
            server.setTcpNoDelay(true);
            toServer.complete(server);
            Thread.ofVirtual().start(() -> copy(client, server));
            Thread.ofVirtual().start(() -> copy(server, client));
        } catch (IOException closed) {
            toServer.completeExceptionally(closed);
        }
    }

    /** Byte by byte. */
    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                out.write(next);
            }
            to.shutdownOutput();
        } catch (IOException gone) {
            // the proxies notice too
        }
    }

    @AfterEach
    void stop() throws IOException {
        app.close();
        network.close();
        proxies.close();
    }

    @Test
    void aGoodbyeInPiecesIsOne() throws Exception {
        try (Socket client = connect()) {
            client.getOutputStream().write(new byte[] {1, 2, 3});
            client.shutdownOutput();
            try (Socket served = accept()) {
                assertThat(served.getInputStream().readAllBytes()).containsExactly(1, 2, 3);
                served.getOutputStream().write(new byte[] {4, 5});
            }
            assertThat(client.getInputStream().readAllBytes()).containsExactly(4, 5);
        }
    }

    @Test
    void aStreamCutShortIsNoWholeOne() throws Exception {
        try (Socket client = connect()) {
            client.getOutputStream().write(new byte[] {1, 2, 3});
            try (Socket served = accept()) {
                assertThat(served.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
                toServer.get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS).shutdownOutput();

                assertThatThrownBy(() -> served.getInputStream().readAllBytes()).isInstanceOf(SocketException.class);
            }
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxies.clientPort());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    private Socket accept() throws IOException {
        Socket served = app.accept();
        served.setSoTimeout(TIMEOUT_MILLIS);
        return served;
    }
}
