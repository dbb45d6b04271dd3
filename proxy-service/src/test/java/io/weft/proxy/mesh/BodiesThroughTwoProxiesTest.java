package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.PlatformDependent;
import io.weft.core.policy.ServerProtocol;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A body is passed on as it comes, however long it is or takes. */
class BodiesThroughTwoProxiesTest {
    private static final long GIB = 1L << 30;
    private static final long MOST_HELD = 64L << 20;

    private final ServerSocket app = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final TwoProxies proxies =
            new TwoProxies(app.getLocalPort(), new ServerProtocol.Detect(Duration.ofSeconds(5)));
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong mostHeld = new AtomicLong();

    BodiesThroughTwoProxiesTest() throws IOException {}

    @AfterEach
    void stop() throws IOException {
        app.close();
        proxies.close();
        threads.shutdownNow();
    }

    @Test
    void aGibibyteGoesUpAndAnotherComesDownInLittleMemory() throws Exception {
        CompletableFuture<Long> received = CompletableFuture.supplyAsync(this::swapGibibytes, threads);
        try (Socket client = connect()) {
            say(client, "POST / HTTP/1.1\r\nHost: web\r\nContent-Length: " + GIB + "\r\n\r\n");
            write(client.getOutputStream());
            assertThat(ScriptedApp.until(client.getInputStream(), "\r\n\r\n")).startsWith("HTTP/1.1 200 ");
            assertThat(read(client.getInputStream())).isEqualTo(GIB);
        }
        assertThat(received.get(20, TimeUnit.SECONDS)).isEqualTo(GIB);
        assertThat(mostHeld.get()).isLessThan(MOST_HELD);
    }

    private long swapGibibytes() {
        try (Socket client = app.accept()) {
            ScriptedApp.until(client.getInputStream(), "\r\n\r\n");
            long received = read(client.getInputStream());
            say(client, "HTTP/1.1 200 OK\r\nContent-Length: " + GIB + "\r\n\r\n");
            write(client.getOutputStream());
            return received;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void eachEventOfAServerArrivesBeforeTheNextIsSent() throws Exception {
        try (Socket client = connect()) {
            say(client, "GET /events HTTP/1.1\r\nHost: web\r\nAccept: text/event-stream\r\n\r\n");
            try (Socket server = app.accept()) {
                ScriptedApp.until(server.getInputStream(), "\r\n\r\n");
                say(server, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
                assertThat(ScriptedApp.until(client.getInputStream(), "\r\n\r\n"))
                        .containsIgnoringCase("content-type: text/event-stream");
                for (int i = 0; i < 100; i++) {
                    String event = "data: event %02d\n\n".formatted(i);
                    say(server, Integer.toHexString(event.length()) + "\r\n" + event + "\r\n");
                    assertThat(ScriptedApp.until(client.getInputStream(), "\n\n\r\n"))
                            .endsWith(event + "\r\n");
                }
            }
        }
    }

    private void write(OutputStream out) throws IOException {
        byte[] piece = new byte[64 * 1024];
        for (long left = GIB; left > 0; left -= piece.length) {
            out.write(piece);
            held();
        }
    }

    private long read(InputStream in) throws IOException {
        byte[] piece = new byte[64 * 1024];
        long sum = 0;
        while (sum < GIB) {
            int read = in.read(piece, 0, (int) Math.min(piece.length, GIB - sum));
            if (read < 0) {
                return sum;
            }
            sum += read;
            held();
        }
        return sum;
    }

    /** What Netty holds outside the heap for all of both proxies. */
    private void held() {
        mostHeld.accumulateAndGet(PlatformDependent.usedDirectMemory(), Math::max);
    }

    private Socket connect() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxies.clientPort());
        client.setSoTimeout(60_000);
        return client;
    }

    private static void say(Socket to, String text) throws IOException {
        to.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
