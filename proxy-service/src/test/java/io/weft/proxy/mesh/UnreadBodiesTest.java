package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.weft.core.policy.ServerProtocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bodies that thousands send and nobody reads: each within its window, and together within what there is room for. */
class UnreadBodiesTest {
    /** Half of what a sidecar has, and what an allocator takes beside what it gives. */
    private static final long MOST_DIRECT_BYTES = 48 << 20;

    private static final MethodDescriptor<byte[], byte[]> HOLD =
            EchoRpc.method(MethodDescriptor.MethodType.CLIENT_STREAMING, "Hold");
    /** More than two proxies' windows. */
    private static final int LARGE = 256 * 1024;

    /** Less than one. */
    private static final int SMALL = 40 * 1024;

    private static final int UPLOADERS = 100;
    private static final int UPLOADS = 16; // of each: its connection's window

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    @AfterEach
    void close() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    @Test
    void ofRequestsThoseGoThatHaveWaitedLongest() throws Exception {
        TwoProxies proxies = proxies(deafServer());
        long before = directBytes();
        long most = 0;
        List<RawHttp2> clients = new ArrayList<>();
        for (int i = 0; i < UPLOADERS; i++) {
            clients.add(upload(proxies));
            most = Math.max(most, directBytes() - before);
        }
        RawHttp2.Answer given = clients.get(10).answer(1); // what the first sent is in the server's windows
        RawHttp2 healthy = client(proxies);
        healthy.headers(1, true, ":method", "GET", ":scheme", "http", ":path", "/", ":authority", "web");

        assertThat(most).as("bytes kept").isLessThan(MOST_DIRECT_BYTES);
        assertThat(given.header("grpc-status")).isEqualTo("14");
        assertThat(healthy.answer(1).status())
                .as("of the server, whose protocol it is not")
                .isEqualTo("415");
    }

    @Test
    void ofAnswersThoseGoThatHaveWaitedLongest() throws Exception {
        TwoProxies proxies = proxies(answers(LARGE));
        long before = directBytes();
        long most = 0;
        for (int i = 0; i < 1_000; i++) {
            ask(proxies, 1);
            most = Math.max(most, directBytes() - before);
        }
        Socket healthy = ask(proxies, 1);

        assertThat(most).as("bytes kept").isLessThan(MOST_DIRECT_BYTES);
        assertThat(healthy.getInputStream().readNBytes(LARGE)).hasSize(LARGE);
    }

    /** One connection, whose client asks and asks. */
    @Test
    void nobodyIsAnsweredWhoDoesNotReadHisAnswers() throws Exception {
        TwoProxies proxies = proxies(answers(SMALL));
        long before = directBytes();
        long most = 0;
        Socket client = ask(proxies, 200);
        for (int i = 0; i < 200; i++) {
            TimeUnit.MILLISECONDS.sleep(10); // nothing tells when as much as would be has been kept
            most = Math.max(most, directBytes() - before);
        }

        assertThat(most).as("bytes kept").isLessThan(4 << 20);
        assertThat(client.getInputStream().readNBytes(200 * SMALL))
                .as("answers")
                .hasSize(200 * SMALL);
    }

    /** With as much as a stream's window takes on each of its streams. */
    private RawHttp2 upload(TwoProxies proxies) throws IOException {
        RawHttp2 client = client(proxies);
        client.inBulk();
        for (int id = 1; id < 2 * UPLOADS; id += 2) {
            String[] head = {
                ":method",
                "POST",
                ":scheme",
                "http",
                ":path",
                "/test.Echo/Hold",
                ":authority",
                "web",
                "content-type",
                "application/grpc",
                "te",
                "trailers"
            };
            client.headers(id, false, head);
            byte[] piece = new byte[16_384];
            piece[1] = 1; // of a message of 16 MiB
            client.data(id, piece, false);
            client.data(id, new byte[16_384], false);
            client.data(id, new byte[16_384], false);
            client.data(id, new byte[16_383], false);
        }
        client.flush();
        return client;
    }

    private RawHttp2 client(TwoProxies proxies) throws IOException {
        RawHttp2 client = RawHttp2.client(proxies.clientPort());
        opened.push(client);
        return client;
    }

    private Socket ask(TwoProxies proxies, int times) throws IOException {
        Socket client = new Socket();
        opened.push(client);
        client.setReceiveBufferSize(32 * 1024);
        client.setSoTimeout(20_000);
        client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxies.clientPort()));
        client.getOutputStream()
                .write("GET / HTTP/1.1\r\nHost: web\r\n\r\n".repeat(times).getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    /** Takes calls, and none of their messages. */
    private int deafServer() throws IOException {
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(ServerServiceDefinition.builder("test.Echo")
                        .addMethod(HOLD, (call, headers) -> new ServerCall.Listener<>() {})
                        .build())
                .build()
                .start();
        opened.push(() -> server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS));
        return server.getPort();
    }

    /** Of that many bytes each. */
    private int answers(int bytes) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, bytes);
                exchange.getResponseBody().write(new byte[bytes]);
            }
        });
        server.start();
        opened.push(() -> {
            server.stop(0);
            threads.shutdownNow();
        });
        return server.getAddress().getPort();
    }

    private TwoProxies proxies(int port) {
        TwoProxies proxies = new TwoProxies(port, new ServerProtocol.Detect(Duration.ofSeconds(5)));
        opened.push(proxies);
        return proxies;
    }

    private static long directBytes() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }
}
