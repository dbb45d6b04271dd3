package io.weft.proxy.mesh;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.weft.core.policy.ServerProtocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames without end: whoever sends them is hung up on, what is kept for him is bounded, and a client beside him loses nothing. */
class FloodsTest {
    private static final long MOST_DIRECT_BYTES = 64 << 20;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final TwoProxies proxies;

    FloodsTest() throws IOException {
        app.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        app.setExecutor(threads);
        app.start();
        proxies = new TwoProxies(app.getAddress().getPort(), new ServerProtocol.Detect(Duration.ofSeconds(5)));
    }

    @AfterEach
    void stop() {
        http.close();
        proxies.close();
        app.stop(0);
        threads.shutdownNow();
    }

    @Test
    void nothingIsLostWithoutAFlood() throws Exception {
        assertThat(get()).isEqualTo(204);
    }

    @ParameterizedTest
    @EnumSource
    void ofAStranger(Flood flood) throws Exception {
        assertEnds(flood, proxies.inboundPort());
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = "RAPID_RESET") // many clients of an application may give up at once
    void ofTheApplication(Flood flood) throws Exception {
        assertEnds(flood, proxies.clientPort());
    }

    @ParameterizedTest(name = "of the application: {0}")
    @ValueSource(booleans = {false, true})
    void headersWithoutEndOnManyConnectionsTakeNoMoreThanTheirRoom(boolean application) throws Exception {
        proxies.clientMaxInFlight = 5_000; // room for 10 MB
        proxies.serverMaxInFlight = 5_000;
        assertThat(get()).isEqualTo(204);
        proxies.direct = application;
        long before = directBytes();
        List<RawHttp2> peers = new ArrayList<>();
        try {
            for (int i = 0; i < 1_000; i++) {
                peers.add(RawHttp2.client(application ? proxies.clientPort() : proxies.inboundPort()));
                beginLargeHead(peers.getLast());
            }

            assertThat(awaitEnd(peers.getLast()))
                    .as("there is no room for the last")
                    .isTrue();
            assertThat(get()).isEqualTo(204);
            assertThat(directBytes() - before).as("bytes kept").isLessThan(MOST_DIRECT_BYTES / 2);
        } finally {
            for (RawHttp2 peer : peers) {
                peer.close();
            }
        }
    }

    /** 60 KB, and not its end. */
    private static void beginLargeHead(RawHttp2 peer) {
        try {
            Flood.open(peer, 1, 0);
            for (int i = 0; i < 4; i++) {
                peer.write(RawHttp2.CONTINUATION, 0, 1, RawHttp2.field("x-" + i, "x".repeat(15_000)));
            }
        } catch (IOException hungUpOn) {
            // as it should be
        }
    }

    private void assertEnds(Flood flood, int port) throws Exception {
        assertThat(get()).isEqualTo(204); // and the proxies know each other from now on
        proxies.direct = port != proxies.inboundPort();
        AtomicBoolean over = new AtomicBoolean();
        Future<Integer> healthy = threads.submit(() -> getUntil(over));
        try (RawHttp2 peer = RawHttp2.client(port)) {
            Future<Boolean> ended = threads.submit(() -> awaitEnd(peer));
            peer.inBulk();
            send(flood, peer, ended);

            assertThat(ended.get(20, SECONDS)).as("the flood is ended").isTrue();
        }
        over.set(true);
        assertThat(healthy.get(20, SECONDS)).as("requests beside it").isPositive();
        assertThat(directBytes()).as("bytes kept").isLessThan(MOST_DIRECT_BYTES);
    }

    private static long directBytes() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }

    private static boolean awaitEnd(RawHttp2 peer) throws IOException {
        try {
            return peer.atEnd();
        } catch (SocketException reset) {
            return true;
        }
    }

    private static void send(Flood flood, RawHttp2 peer, Future<Boolean> ended) {
        try {
            for (int number = 0; !ended.isDone(); number++) {
                flood.wave(peer, number);
            }
        } catch (IOException hungUpOn) {
            // as it should be
        }
    }

    private int getUntil(AtomicBoolean over) throws Exception {
        int answered = 0;
        while (!over.get()) {
            assertThat(get()).isEqualTo(204);
            answered++;
        }
        return answered;
    }

    private int get() throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + proxies.clientPort() + "/");
        return http.send(
                        HttpRequest.newBuilder(uri)
                                .timeout(Duration.ofSeconds(20))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
