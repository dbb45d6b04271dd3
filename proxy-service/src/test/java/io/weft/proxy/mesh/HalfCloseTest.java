package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.outbound.discover.ClientPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One side finishes while bytes are under way in both directions; the other goes on, and ends with a burst. */
class HalfCloseTest {
    private static final int TIMES = 100;
    private static final byte[] MEANWHILE = bytes(150_000, 1);
    private static final byte[] BURST = bytes(600_000, 2);

    private final ServerSocket app = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final TwoProxies proxies = new TwoProxies(app.getLocalPort(), new ServerProtocol.Opaque());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    HalfCloseTest() throws IOException {
        proxies.policy(new ClientPolicy.Protocol.Opaque());
    }

    @AfterEach
    void stop() throws IOException {
        app.close();
        proxies.close();
        threads.shutdownNow();
    }

    @Test
    void theClientMayFinishFirst() throws Exception {
        for (int i = 0; i < TIMES; i++) {
            try (Socket client = connect();
                    Socket server = app.accept()) {
                assertNothingIsLost(client, server);
            }
        }
    }

    @Test
    void theServerMayFinishFirst() throws Exception {
        for (int i = 0; i < TIMES; i++) {
            try (Socket client = connect();
                    Socket server = app.accept()) {
                assertNothingIsLost(server, client);
            }
        }
    }

    private void assertNothingIsLost(Socket first, Socket last) throws Exception {
        first.setSoTimeout(20_000);
        last.setSoTimeout(20_000);
        CompletableFuture<Long> finished = run(() -> {
            OutputStream out = first.getOutputStream();
            out.write(BURST);
            first.shutdownOutput();
            return readToEnd(first.getInputStream());
        });
        CompletableFuture<Integer> meanwhile = run(() -> {
            last.getOutputStream().write(MEANWHILE);
            return MEANWHILE.length;
        });
        assertThat(readToEnd(last.getInputStream())).isEqualTo(crc(BURST));
        meanwhile.get(20, TimeUnit.SECONDS);
        last.getOutputStream().write(BURST);
        last.close();
        assertThat(finished.get(20, TimeUnit.SECONDS)).isEqualTo(crc(MEANWHILE, BURST));
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> CompletableFuture<T> run(Work<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                result.complete(work.run());
            } catch (IOException failed) {
                result.completeExceptionally(failed);
            }
        });
        return result;
    }

    /** Checksum of everything up to a regular end; a reset is an exception. */
    private static long readToEnd(InputStream in) throws IOException {
        CRC32 crc = new CRC32();
        byte[] buffer = new byte[16 * 1024];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            crc.update(buffer, 0, read);
        }
        return crc.getValue();
    }

    private static long crc(byte[]... parts) {
        CRC32 crc = new CRC32();
        for (byte[] part : parts) {
            crc.update(part);
        }
        return crc.getValue();
    }

    private static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new java.util.Random(seed).nextBytes(bytes);
        return bytes;
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), proxies.clientPort());
    }
}
