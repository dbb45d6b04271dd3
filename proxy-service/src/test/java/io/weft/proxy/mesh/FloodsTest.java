package io.weft.proxy.mesh;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.weft.core.policy.ServerProtocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Frames without end: whoever sends them is hung up on, what is kept for him is bounded, and a client beside him loses nothing. */
class FloodsTest {
    private static final long MOST_DIRECT_BYTES = 64 << 20;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;

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

    /** What is sent again and again on one connection. */
    enum Flood {
        RAPID_RESET {
            @Override
            void wave(RawHttp2 peer, int number) throws IOException {
                open(peer, 2 * number + 1, END_HEADERS | END_STREAM);
                peer.write(RawHttp2.RST_STREAM, 0, 2 * number + 1, new byte[] {0, 0, 0, 8});
            }
        },
        CONTINUATIONS {
            @Override
            void wave(RawHttp2 peer, int number) throws IOException {
                if (number == 0) {
                    open(peer, 1, 0);
                }
                peer.write(RawHttp2.CONTINUATION, 0, 1, RawHttp2.field("x-" + number, "x".repeat(1_000)));
            }
        },
        EMPTY_CONTINUATIONS {
            @Override
            void wave(RawHttp2 peer, int number) throws IOException {
                if (number == 0) {
                    open(peer, 1, 0);
                }
                peer.write(RawHttp2.CONTINUATION, 0, 1, new byte[0]);
            }
        },
        PINGS {
            @Override
            void wave(RawHttp2 peer, int number) throws IOException {
                peer.write(RawHttp2.PING, 0, 0, new byte[8]);
            }
        },
        SETTINGS {
            @Override
            void wave(RawHttp2 peer, int number) throws IOException {
                peer.write(RawHttp2.SETTINGS, 0, 0, new byte[0]);
            }
        },
        PRIORITIES {
            @Override
            void wave(RawHttp2 peer, int number) throws IOException {
                peer.write(2, 0, 2 * number + 1, new byte[] {0, 0, 0, 0, 16});
            }
        },
        FRAMES_NOBODY_KNOWS {
            @Override
            void wave(RawHttp2 peer, int number) throws IOException {
                peer.write(99, 0, 0, new byte[8]);
            }
        },
        EMPTY_DATA {
            @Override
            void wave(RawHttp2 peer, int number) throws IOException {
                if (number == 0) {
                    open(peer, 1, END_HEADERS);
                }
                peer.write(RawHttp2.DATA, 0, 1, new byte[0]);
            }
        },
        HPACK_BOMBS {
            @Override
            void wave(RawHttp2 peer, int number) throws IOException {
                ByteArrayOutputStream block = new ByteArrayOutputStream();
                byte[] kept = RawHttp2.field("x", "x".repeat(4_000));
                kept[0] = 0x40; // kept in the table, and then meant a thousand times by one byte each
                block.writeBytes(kept);
                for (int i = 0; i < 1_000; i++) {
                    block.write(0x80 | 62);
                }
                peer.write(RawHttp2.HEADERS, END_HEADERS | END_STREAM, 2 * number + 1, block.toByteArray());
            }
        };

        abstract void wave(RawHttp2 peer, int number) throws IOException;

        private static void open(RawHttp2 peer, int stream, int flags) throws IOException {
            ByteArrayOutputStream block = new ByteArrayOutputStream();
            block.write(0x83); // :method POST
            block.write(0x86); // :scheme http
            block.write(0x84); // :path /
            block.writeBytes(RawHttp2.field(":authority", "web"));
            peer.write(RawHttp2.HEADERS, flags, stream, block.toByteArray());
        }
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
        assertThat(((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                        .metric()
                        .usedDirectMemory())
                .as("bytes kept")
                .isLessThan(MOST_DIRECT_BYTES);
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
