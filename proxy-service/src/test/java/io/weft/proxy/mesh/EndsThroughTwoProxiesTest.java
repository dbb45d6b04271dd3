package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.outbound.discover.ClientPolicy;
import io.weft.proxy.telemetry.MetricRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** However a connection ends, both applications see it end so, and have all that was sent before. */
class EndsThroughTwoProxiesTest {
    private static final int TIMES = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ServerSocket app = new ServerSocket(0, TIMES, InetAddress.getLoopbackAddress());
    private final TwoProxies proxies = new TwoProxies(app.getLocalPort(), new ServerProtocol.Opaque());
    private final ExecutorService others = Executors.newVirtualThreadPerTaskExecutor();

    EndsThroughTwoProxiesTest() throws IOException {
        proxies.policy(new ClientPolicy.Protocol.Opaque());
    }

    @AfterEach
    void stop() throws IOException {
        app.close();
        others.shutdownNow();
        proxies.close();
    }

    @Test
    void whoSendsAndFinishesIsHeardAndAnswered() throws Exception {
        for (int i = 0; i < TIMES; i++) {
            byte[] question = random(i % 40);
            byte[] answer = random(i % 7);
            Future<byte[]> heard = serve(served -> {
                byte[] all = served.getInputStream().readAllBytes();
                served.getOutputStream().write(answer);
                return all;
            });
            try (Socket client = connect()) {
                client.getOutputStream().write(question);
                client.shutdownOutput();

                assertThat(client.getInputStream().readAllBytes()).isEqualTo(answer);
            }
            assertThat(get(heard)).isEqualTo(question);
        }
    }

    @Test
    void whoSendsAndHangsUpIsHeard() throws Exception {
        for (int i = 0; i < TIMES; i++) {
            byte[] said = random(i % 40);
            Future<byte[]> heard = serve(served -> served.getInputStream().readAllBytes());
            try (Socket client = connect()) {
                client.getOutputStream().write(said);
            }
            assertThat(get(heard)).isEqualTo(said);
        }
    }

    @Test
    void aServerThatFinishesFirstHearsTheRest() throws Exception {
        byte[] greeting = random(3);
        byte[] said = random(2 << 20);
        Future<byte[]> heard = serve(served -> {
            served.getOutputStream().write(greeting);
            served.shutdownOutput();
            return served.getInputStream().readAllBytes();
        });
        try (Socket client = connect()) {
            assertThat(client.getInputStream().readAllBytes()).isEqualTo(greeting);
            client.getOutputStream().write(said);
        }
        assertThat(get(heard)).isEqualTo(said);
    }

    @Test
    void megabytesBothWaysAtOnceArriveWhole() throws Exception {
        byte[] up = random(8 << 20);
        byte[] down = random(8 << 20);
        Future<byte[]> heard = serve(served -> {
            Future<?> sent = others.submit(finish(served, down));
            byte[] all = served.getInputStream().readAllBytes();
            get(sent);
            return all;
        });
        try (Socket client = connect()) {
            Future<?> sent = others.submit(finish(client, up));

            assertThat(Arrays.equals(client.getInputStream().readAllBytes(), down))
                    .isTrue();
            get(sent);
        }
        assertThat(Arrays.equals(get(heard), up)).isTrue();
    }

    /** As many bytes as TLS needs to say goodbye. */
    @Test
    void twoBytesAreNoGoodbye() throws Exception {
        Future<byte[]> heard = serve(served -> {
            for (int i = 0; i < TIMES; i++) {
                served.getOutputStream().write(served.getInputStream().readNBytes(2));
            }
            return served.getInputStream().readAllBytes();
        });
        try (Socket client = connect()) {
            client.setTcpNoDelay(true);
            for (int i = 0; i < TIMES; i++) {
                byte[] two = {(byte) i, 7};
                client.getOutputStream().write(two);
                assertThat(client.getInputStream().readNBytes(2)).isEqualTo(two);
            }
            client.getOutputStream().write(new byte[] {1, 2});
        }
        assertThat(get(heard)).containsExactly(1, 2);
    }

    @Test
    void aClientThatResetsResetsItsServer() throws Exception {
        Future<byte[]> heard = serve(served -> {
            served.getOutputStream().write(1);
            return served.getInputStream().readAllBytes();
        });
        try (Socket client = connect()) {
            client.getInputStream().readNBytes(1);
            client.getOutputStream().write(random(10));
            client.setSoLinger(true, 0);
        }
        assertThatThrownBy(() -> get(heard)).hasRootCauseInstanceOf(SocketException.class);
    }

    @Test
    void aServerThatResetsResetsItsClient() throws Exception {
        Future<byte[]> served = serve(connection -> {
            connection.getInputStream().readNBytes(1);
            connection.getOutputStream().write(random(10));
            connection.setSoLinger(true, 0);
            return new byte[0];
        });
        try (Socket client = connect()) {
            client.getOutputStream().write(1);

            assertThatThrownBy(() -> client.getInputStream().readAllBytes()).isInstanceOf(SocketException.class);
        }
        get(served);
    }

    @Test
    void aServerThatAnswersAndHangsUpBeforeItHasHeardAllIsHeard() throws Exception {
        byte[] answer = random(1_000);
        CountDownLatch moreIsSent = new CountDownLatch(1);
        Future<byte[]> served = serve(connection -> {
            connection.getInputStream().readNBytes(1);
            connection.getOutputStream().write(answer);
            connection.shutdownOutput();
            moreIsSent.await();
            return new byte[0]; // its kernel resets the connection: there is unread input
        });
        try (Socket client = connect()) {
            client.getOutputStream().write(1);
            byte[] first = client.getInputStream().readNBytes(1);
            client.getOutputStream().write(random(100)); // to nobody
            moreIsSent.countDown();
            get(served);

            assertThat(first).containsExactly(answer[0]);
            assertThat(client.getInputStream().readAllBytes()).isEqualTo(Arrays.copyOfRange(answer, 1, 1_000));
        }
    }

    @Test
    void aFinishedConnectionIsClosedOnEverySide() throws Exception {
        Future<byte[]> heard = serve(served -> served.getInputStream().readAllBytes());
        try (Socket client = connect()) {
            client.getOutputStream().write(random(10));
            client.shutdownOutput();
            client.getInputStream().readAllBytes();
            get(heard);
            for (MetricRegistry metrics : List.of(proxies.clientMetrics, proxies.serverMetrics)) {
                awaitNothingOpen(metrics);
            }
        }
    }

    private static void awaitNothingOpen(MetricRegistry metrics) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!TwoProxies.text(metrics)
                .lines()
                .filter(line -> line.startsWith("tcp_open_connections{"))
                .allMatch(line -> line.endsWith("} 0"))) {
            assertThat(System.nanoTime()).as(TwoProxies.text(metrics)).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private interface Part {
        byte[] play(Socket served) throws Exception;
    }

    private Future<byte[]> serve(Part part) {
        return others.submit(() -> {
            try (Socket served = app.accept()) {
                served.setSoTimeout((int) PATIENCE.toMillis());
                return part.play(served);
            }
        });
    }

    private static Callable<Void> finish(Socket socket, byte[] sent) {
        return () -> {
            socket.getOutputStream().write(sent);
            socket.shutdownOutput();
            return null;
        };
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxies.clientPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }
}
