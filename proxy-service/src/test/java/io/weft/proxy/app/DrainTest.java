package io.weft.proxy.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.weft.proxy.detect.ProtocolDetectHandler;
import io.weft.proxy.http.DeafListener;
import io.weft.proxy.http.HeadRoom;
import io.weft.proxy.http.Http2ServerSettings;
import io.weft.proxy.http.HttpCodecs;
import io.weft.proxy.http.RequestHandler;
import io.weft.proxy.http.ResetLimit;
import io.weft.proxy.http.ServerStream;
import io.weft.proxy.transport.Draining;
import io.weft.proxy.transport.Hold;
import io.weft.proxy.transport.Listener;
import io.weft.proxy.transport.Pipelines;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.netty.DisposableServer;

/** proxy-behaviour, 1: shutdown. */
class DrainTest {
    private static final Duration FOREVER = Duration.ofHours(1);
    private static final String GET = "GET / HTTP/1.1\r\nHost: web\r\n\r\n";

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
    private final BlockingQueue<ServerStream> requests = new LinkedBlockingQueue<>();

    private final RequestHandler handler = (stream, head, end) -> {
        requests.add(stream);
        return new DeafListener();
    };

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private DisposableServer listen(Drain drain, Consumer<Channel> pipeline) {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        DisposableServer server = new Listener(anyPort, Optional.empty(), Optional.empty(), OptionalInt.empty())
                .listen(loops, channel -> {
                    drain.accepted(channel);
                    pipeline.accept(channel);
                    channel.eventLoop().execute(() -> accepted.add(channel));
                });
        drain.listens(server);
        return server;
    }

    private static void read(Channel channel) {
        channel.eventLoop().execute(() -> channel.config().setAutoRead(true));
    }

    private Channel next() throws InterruptedException {
        return requireNonNull(accepted.poll(20, TimeUnit.SECONDS));
    }

    private ServerStream nextRequest() throws InterruptedException {
        return requireNonNull(requests.poll(20, TimeUnit.SECONDS));
    }

    private static CompletableFuture<Void> begin(Drain drain) {
        return CompletableFuture.runAsync(drain::run, Thread.ofVirtual()::start);
    }

    private static Socket connect(DisposableServer server) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void say(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String rest(Socket client) throws IOException {
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    private void http1(Channel channel) {
        HttpCodecs.serveHttp1(channel, HeadRoom.beside(100), handler);
        read(channel);
    }

    private void detecting(Channel channel) {
        Pipelines.append(
                channel.pipeline(),
                "detect",
                new ProtocolDetectHandler(
                        FOREVER,
                        (ctx, verdict, waited) -> HttpCodecs.serveHttp1(channel, HeadRoom.beside(100), handler)));
        read(channel);
    }

    @Test
    void whoHasSaidNothingDoesNotHoldIt() throws Exception {
        Drain drain = new Drain(FOREVER);
        DisposableServer parked = listen(drain, channel -> {});
        DisposableServer detecting = listen(drain, this::detecting);
        DisposableServer held = listen(drain, Hold::begin);
        DisposableServer idle = listen(drain, this::http1);
        try (Socket one = connect(parked);
                Socket two = connect(detecting);
                Socket three = connect(held);
                Socket four = connect(idle)) {
            for (int i = 0; i < 4; i++) {
                next();
            }
            begin(drain).get(20, TimeUnit.SECONDS);
            for (Socket client : new Socket[] {one, two, three, four}) {
                assertThat(client.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void aRunningRequestIsFinishedAndTheConnectionCloses() throws Exception {
        Drain drain = new Drain(FOREVER);
        try (Socket client = connect(listen(drain, this::http1))) {
            say(client, GET);
            ServerStream running = nextRequest();
            CompletableFuture<Void> drained = begin(drain);
            Channel channel = next();
            answerOnceDraining(channel, running);

            assertThat(rest(client)).startsWith("HTTP/1.1 200 ").containsIgnoringCase("connection: close");
            drained.get(20, TimeUnit.SECONDS);
        }
    }

    /** The listener is gone when the drain has begun; the event is fired behind that. */
    private static void answerOnceDraining(Channel channel, ServerStream running) throws InterruptedException {
        channel.parent().closeFuture().await(20, TimeUnit.SECONDS);
        Draining.begin(channel); // as the drain does, now or in a moment
        channel.eventLoop().execute(() -> running.respond(new DefaultHttp2Headers().status("200"), true));
    }

    @Test
    void whoHasSpokenButIsNotYetHttpIsServedOnce() throws Exception {
        Drain drain = new Drain(FOREVER);
        DisposableServer server = listen(drain, channel -> {
            Hold.begin(channel);
            read(channel);
        });
        try (Socket client = connect(server)) {
            say(client, GET);
            Channel channel = next();
            awaitRead(channel);
            CompletableFuture<Void> drained = begin(drain);
            channel.parent().closeFuture().await(20, TimeUnit.SECONDS);
            channel.eventLoop().execute(() -> {
                Draining.begin(channel);
                HttpCodecs.serveHttp1(channel, HeadRoom.beside(100), handler);
                Hold.release(channel);
            });
            ServerStream running = nextRequest();
            channel.eventLoop().execute(() -> running.respond(new DefaultHttp2Headers().status("200"), true));

            assertThat(rest(client)).startsWith("HTTP/1.1 200 ").containsIgnoringCase("connection: close");
            drained.get(20, TimeUnit.SECONDS);
        }
    }

    /** Waits for the first handler, which leaves with the first bytes. */
    private static void awaitRead(Channel channel) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (channel.pipeline().context("first-word") != null && System.nanoTime() < deadline) {
            channel.eventLoop().submit(() -> {}).await(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void anHttp2ClientIsToldToGoAwayAndItsStreamsAreFinished() throws Exception {
        Drain drain = new Drain(FOREVER);
        DisposableServer server = listen(drain, channel -> {
            HttpCodecs.serveHttp2(
                    channel, Http2ServerSettings.standard(), ResetLimit.OF_MANY, HeadRoom.beside(100), handler);
            read(channel);
        });
        try (Socket client = connect(server)) {
            ByteBuf opening = Unpooled.buffer()
                    .writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII))
                    .writeBytes(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0}) // SETTINGS
                    .writeBytes(new byte[] {0, 0, 3, 1, 5, 0, 0, 0, 1}) // HEADERS of stream 1
                    .writeBytes(new byte[] {(byte) 0x82, (byte) 0x84, (byte) 0x86}); // GET / http
            client.getOutputStream().write(opening.array(), 0, opening.readableBytes());
            ServerStream running = nextRequest();
            CompletableFuture<Void> drained = begin(drain);
            assertThat(awaitFrame(client, 7)).as("last stream of GOAWAY").isGreaterThanOrEqualTo(1);
            next().eventLoop().execute(() -> running.respond(new DefaultHttp2Headers().status("200"), true));
            awaitFrame(client, 1);

            rest(client);
            drained.get(20, TimeUnit.SECONDS);
        }
    }

    /** The first four bytes of the next frame of {@code type}. */
    private static int awaitFrame(Socket client, int type) throws IOException {
        InputStream in = client.getInputStream();
        while (true) {
            byte[] head = in.readNBytes(9);
            assertThat(head).hasSize(9);
            byte[] payload = in.readNBytes((head[0] & 0xff) << 16 | (head[1] & 0xff) << 8 | (head[2] & 0xff));
            if (head[3] == type) {
                return payload.length < 4 ? 0 : Unpooled.wrappedBuffer(payload).getInt(0);
            }
        }
    }

    @Test
    void theGracePeriodEndsWhatLastsTooLong() throws Exception {
        Drain drain = new Drain(Duration.ofMillis(50));
        try (Socket client = connect(listen(drain, this::http1))) {
            say(client, GET);
            nextRequest();
            begin(drain).get(20, TimeUnit.SECONDS);
            assertThat(next().isOpen()).isTrue();
        }
    }
}
