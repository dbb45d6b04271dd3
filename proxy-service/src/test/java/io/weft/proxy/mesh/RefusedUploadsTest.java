package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.Endpoint;
import io.weft.core.ProtocolHint;
import io.weft.core.policy.ServerProtocol;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers that answer a large request at its head and hang up: the kernel resets the connection for the rest of it. */
class RefusedUploadsTest {
    private static final int ROUNDS = 20;
    private static final byte[] UPLOAD = ("POST / HTTP/1.1\r\nHost: web\r\nContent-Length: 30000000\r\n\r\n"
                    + "x".repeat(20_000_000))
            .getBytes(StandardCharsets.US_ASCII);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ServerSocket app = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final TwoProxies proxies = new TwoProxies(1, new ServerProtocol.Opaque());

    RefusedUploadsTest() throws IOException {
        proxies.endpoint(new Endpoint(
                (InetSocketAddress) app.getLocalSocketAddress(),
                Endpoint.DEFAULT_WEIGHT,
                Optional.empty(),
                ProtocolHint.UNKNOWN,
                0,
                Map.of()));
    }

    @AfterEach
    void stop() throws IOException {
        proxies.close();
        app.close();
        threads.shutdownNow();
    }

    @Test
    void theRefusalArrives() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            assertThat(upload("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nno!"))
                    .startsWith("HTTP/1.1 413 ")
                    .endsWith("no!");
        }
    }

    /** A head, and three bytes behind it. */
    private String upload(String answer) throws Exception {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), proxies.clientPort())) {
            client.setSoTimeout(20_000);
            threads.execute(() -> send(client));
            try (Socket served = app.accept()) {
                ScriptedApp.until(served.getInputStream(), "\r\n\r\n");
                served.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            }
            InputStream in = client.getInputStream();
            return ScriptedApp.until(in, "\r\n\r\n") + new String(in.readNBytes(3), StandardCharsets.US_ASCII);
        }
    }

    private static void send(Socket client) {
        try {
            client.getOutputStream().write(UPLOAD);
        } catch (IOException refused) {
            // as it should be
        }
    }
}
