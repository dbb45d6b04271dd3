package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.weft.core.policy.Authentication;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.control.Watched;
import io.weft.proxy.outbound.discover.ClientPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who reads slowly slows its sender down; neither proxy keeps what waits. */
class SlowReaderTest {
    private static final long TOTAL = 64L << 20;
    /** What the kernel's buffers of three hops, which grow as the kernel sees fit, and both proxies may hold together. */
    private static final long MOST_UNDER_WAY = 32L << 20;
    /** What the buffers of both proxies may hold. */
    private static final long MOST_BUFFERED = 4L << 20;

    private static final int PIECE = 64 * 1024;

    private final ServerSocketChannel app = ServerSocketChannel.open();
    private final TwoProxies proxies;

    SlowReaderTest() throws IOException {
        app.setOption(StandardSocketOptions.SO_RCVBUF, 128 * 1024);
        app.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        proxies = new TwoProxies(app.socket().getLocalPort(), new ServerProtocol.Detect(Duration.ofSeconds(5)));
    }

    @AfterEach
    void stop() throws IOException {
        app.close();
        proxies.close();
    }

    @Test
    void aRequestBodyWaitsAtItsSender() throws Exception {
        try (SlowSide client = connect()) {
            say(client, "POST /up HTTP/1.1\r\nHost: web\r\nContent-Length: " + TOTAL + "\r\n\r\n");
            try (SlowSide server = new SlowSide(app.accept())) {
                assertThat(server.readHead()).startsWith("POST /up HTTP/1.1\r\n");
                assertEverythingArrivesOnlyWhenRead(client, server);
                say(server, "HTTP/1.1 204 No Content\r\n\r\n");
                assertThat(client.readHead()).startsWith("HTTP/1.1 204");
            }
        }
    }

    @Test
    void aResponseBodyWaitsAtItsSender() throws Exception {
        try (SlowSide client = connect()) {
            say(client, "GET /down HTTP/1.1\r\nHost: web\r\n\r\n");
            try (SlowSide server = new SlowSide(app.accept())) {
                server.readHead();
                say(server, "HTTP/1.1 200 OK\r\nContent-Length: " + TOTAL + "\r\n\r\n");
                assertThat(client.readHead()).startsWith("HTTP/1.1 200");
                assertEverythingArrivesOnlyWhenRead(server, client);
            }
        }
    }

    @Test
    void opaqueBytesWaitAtTheirSender() throws Exception {
        opaque();
        try (SlowSide client = connect();
                SlowSide server = new SlowSide(app.accept())) {
            assertEverythingArrivesOnlyWhenRead(client, server);
        }
    }

    @Test
    void opaqueBytesWaitAtTheServerToo() throws Exception {
        opaque();
        try (SlowSide client = connect();
                SlowSide server = new SlowSide(app.accept())) {
            assertEverythingArrivesOnlyWhenRead(server, client);
        }
    }

    /** The FIN arrives while the first proxy does not read; it must not read on for that. */
    @Test
    void whatIsSentBeforeTheEndWaitsToo() throws Exception {
        opaque();
        try (SlowSide client = connect();
                SlowSide server = new SlowSide(app.accept())) {
            long before = buffered();
            long taken = client.writeUntilStuck(TOTAL);
            client.channel().shutdownOutput();
            long most = 0;
            long arrived = 0;
            for (long read = PIECE; read == PIECE; arrived += read) {
                read = server.read(PIECE);
                most = Math.max(most, buffered() - before);
            }
            assertThat(arrived).isEqualTo(taken);
            assertThat(most).as("buffered by both proxies").isLessThan(MOST_BUFFERED);
        }
    }

    /** The listener's queue is full, so the kernel answers no further dial. */
    @Test
    void opaqueBytesWaitAtTheirSenderWhileTheApplicationIsNotThere() throws Exception {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        List<SocketChannel> queue = new ArrayList<>();
        try (ServerSocketChannel full = ServerSocketChannel.open().bind(anyPort, 1);
                TwoProxies toFull = new TwoProxies(full.socket().getLocalPort(), new ServerProtocol.Opaque())) {
            for (int i = 0; i < 8; i++) {
                SocketChannel waiting = SocketChannel.open();
                queue.add(waiting);
                waiting.configureBlocking(false);
                waiting.connect(full.getLocalAddress());
            }
            toFull.direct = false;
            try (SlowSide client =
                    SlowSide.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), toFull.inboundPort()))) {
                assertThat(client.writeUntilStuck(TOTAL)).isLessThan(MOST_UNDER_WAY);
            }
        } finally {
            for (SocketChannel waiting : queue) {
                waiting.close();
            }
        }
    }

    private void opaque() {
        proxies.policy(new ClientPolicy.Protocol.Opaque());
        proxies.serverPolicy.set(new Watched.Present<>(
                TwoProxies.policy(new ServerProtocol.Opaque(), new Authentication.Unauthenticated())));
    }

    private static void assertEverythingArrivesOnlyWhenRead(SlowSide sender, SlowSide reader) throws Exception {
        long before = buffered();
        long taken = sender.writeUntilStuck(TOTAL);
        assertThat(taken).as("taken while nobody reads").isLessThan(MOST_UNDER_WAY);
        assertThat(buffered() - before).as("buffered by both proxies").isLessThan(MOST_BUFFERED);

        CompletableFuture<Void> sent = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                sender.writeAll(TOTAL - taken);
                sent.complete(null);
            } catch (IOException broken) {
                sent.completeExceptionally(broken);
            }
        });
        assertThat(reader.read(TOTAL)).isEqualTo(TOTAL);
        sent.get(10, TimeUnit.SECONDS);
    }

    private static long buffered() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }

    private SlowSide connect() throws IOException {
        return SlowSide.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxies.clientPort()));
    }

    private static void say(SlowSide side, String text) throws IOException {
        side.channel().write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
