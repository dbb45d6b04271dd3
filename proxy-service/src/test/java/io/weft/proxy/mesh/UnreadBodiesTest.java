package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.handler.codec.http2.Http2Error;
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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bodies that thousands send and nobody reads: each within its window, and together within what there is room for. */
class UnreadBodiesTest {
    /** Less than a sidecar has. */
    private static final long MOST_DIRECT_BYTES = 48 << 20;

    private static final MethodDescriptor<byte[], byte[]> HOLD =
            EchoRpc.method(MethodDescriptor.MethodType.CLIENT_STREAMING, "Hold");
    private static final MethodDescriptor<byte[], byte[]> FLOOD =
            EchoRpc.method(MethodDescriptor.MethodType.SERVER_STREAMING, "Flood");
    private static final byte[] MESSAGE = new byte[16 * 1024];
    private static final int ASKERS = 20;
    private static final int FLOODS = 50; // of each

    /** Bytes, of which none have to wait for a window, and how many: all are more than kernels take. */
    private static final int SMALL = 40 * 1024;

    private static final int ANSWERS = 1_000;

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
        for (int i = 0; i < UPLOADERS; i++) {
            upload(proxies);
            most = Math.max(most, directBytes() - before);
        }
        while (!TwoProxies.text(proxies.clientMetrics).contains("error=\"LOAD_SHED\"")) { // or this test's time is over
            TimeUnit.MILLISECONDS.sleep(10);
            most = Math.max(most, directBytes() - before);
        }
        assertOthersAreServed(proxies);

        assertThat(most).as("bytes kept").isLessThan(MOST_DIRECT_BYTES);
    }

    @Test
    void ofAnswersThoseGoThatHaveWaitedLongest() throws Exception {
        TwoProxies proxies = proxies(floodingServer());
        long before = directBytes();
        long most = 0;
        List<RawHttp2> clients = new ArrayList<>();
        for (int i = 0; i < ASKERS; i++) {
            clients.add(askForAFlood(proxies));
            most = Math.max(most, directBytes() - before);
        }
        RawHttp2.Answer given = clients.getFirst().answer(1);
        assertOthersAreServed(proxies);

        assertThat(most).as("bytes kept").isLessThan(MOST_DIRECT_BYTES);
        assertThat(given.reset()).as("its reason").hasValue(Http2Error.ENHANCE_YOUR_CALM.code());
    }

    /** One connection, whose client asks and asks. */
    @Test
    void nobodyIsAnsweredWhoDoesNotReadHisAnswers() throws Exception {
        TwoProxies proxies = proxies(smallAnswers());
        long before = directBytes();
        long most = 0;
        Socket client = ask(proxies);
        for (int i = 0; i < 200; i++) {
            TimeUnit.MILLISECONDS.sleep(10); // nothing tells when as much as would be has been kept
            most = Math.max(most, directBytes() - before);
        }

        assertThat(most).as("bytes kept").isLessThan(4 << 20);
        assertThat(client.getInputStream().readNBytes(ANSWERS * SMALL))
                .as("answers")
                .hasSize(ANSWERS * SMALL);
    }

    /** With as much as a stream's window takes on each of its streams. */
    private void upload(TwoProxies proxies) throws IOException {
        RawHttp2 client = client(proxies);
        client.inBulk();
        for (int id = 1; id < 2 * UPLOADS; id += 2) {
            call(client, id, "Hold");
            byte[] piece = new byte[16_384];
            piece[1] = 1; // of a message of 16 MiB
            client.data(id, piece, false);
            client.data(id, new byte[16_384], false);
            client.data(id, new byte[16_384], false);
            client.data(id, new byte[16_383], false);
        }
        client.flush();
    }

    private static void call(RawHttp2 client, int id, String method) throws IOException {
        String path = "/test.Echo/" + method;
        client.headers(
                id,
                false,
                ":method",
                "POST",
                ":scheme",
                "http",
                ":path",
                path,
                ":authority",
                "web",
                "te",
                "trailers",
                "content-type",
                "application/grpc");
    }

    /** Through the same proxies, to the server, which has one word for those who speak another protocol. */
    private void assertOthersAreServed(TwoProxies proxies) throws Exception {
        RawHttp2 healthy = client(proxies);
        healthy.headers(1, true, ":method", "GET", ":scheme", "http", ":path", "/", ":authority", "web");

        assertThat(healthy.answer(1).status()).isEqualTo("415");
    }

    private RawHttp2 client(TwoProxies proxies) throws IOException {
        RawHttp2 client = RawHttp2.client(proxies.clientPort());
        opened.push(client);
        return client;
    }

    /** On many streams, of which none has a window. */
    private RawHttp2 askForAFlood(TwoProxies proxies) throws IOException {
        RawHttp2 client = client(proxies);
        client.inBulk();
        client.write(RawHttp2.SETTINGS, 0, 0, new byte[] {0, 4, 0, 0, 0, 0});
        for (int id = 1; id < 2 * FLOODS; id += 2) {
            call(client, id, "Flood");
            client.data(id, new byte[5], true); // an empty message
        }
        client.flush();
        return client;
    }

    private Socket ask(TwoProxies proxies) throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxies.clientPort());
        opened.push(client);
        client.setSoTimeout(20_000);
        String all = "GET / HTTP/1.1\r\nHost: web\r\n\r\n".repeat(ANSWERS);
        client.getOutputStream().write(all.getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    /** Takes calls, and none of their messages. */
    private int deafServer() throws IOException {
        return server(HOLD, (call, headers) -> new ServerCall.Listener<>() {});
    }

    /** Answers with as much as it is let. */
    private int floodingServer() throws IOException {
        return server(FLOOD, ServerCalls.asyncServerStreamingCall((request, answers) -> {
            ServerCallStreamObserver<byte[]> call = (ServerCallStreamObserver<byte[]>) answers;
            call.setOnReadyHandler(() -> {
                while (call.isReady()) {
                    call.onNext(MESSAGE);
                }
            });
        }));
    }

    private int server(MethodDescriptor<byte[], byte[]> method, ServerCallHandler<byte[], byte[]> handler)
            throws IOException {
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(ServerServiceDefinition.builder("test.Echo")
                        .addMethod(method, handler)
                        .build())
                .build()
                .start();
        opened.push(() -> server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS));
        return server.getPort();
    }

    private int smallAnswers() throws IOException {
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + SMALL + "\r\n\r\n" + "x".repeat(SMALL);
        ScriptedApp app = new ScriptedApp(head -> answer);
        opened.push(app);
        return app.port();
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
