package io.weft.ingress.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.weft.ingress.manifests.Patience;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRoutes;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

class WebSocketTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final WebsocketServerSpec TALKS =
            WebsocketServerSpec.builder().protocols("b").handlePing(true).build();
    private static final int PIECE = 65_000;

    private final AtomicLong sent = new AtomicLong();
    private final AtomicReference<WebSocketCloseStatus> farewell = new AtomicReference<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final DisposableServer backend =
            HttpServer.create().host("127.0.0.1").port(0).route(this::routes).bindNow();
    private final OpenEdge edge = new OpenEdge(backend.port(), "");

    @AfterEach
    void close() {
        edge.close();
        backend.disposeNow();
    }

    private void routes(HttpServerRoutes routes) {
        routes.ws("/echo", WebSocketTest::echo, TALKS)
                .ws("/leave", (in, out) -> out.sendClose(4001, "enough"), TALKS)
                .ws("/silent", (in, out) -> out.sendClose(), TALKS)
                .ws(
                        "/listen",
                        (in, out) ->
                                in.receiveCloseStatus().doOnNext(farewell::set).then(),
                        TALKS)
                .ws("/flood", (in, out) -> out.sendObject(flood(), frame -> true), TALKS)
                .ws(
                        "/die",
                        (in, out) -> in.receiveFrames()
                                .next()
                                .then(Mono.fromRunnable(() -> in.withConnection(connection -> {
                                    var _ = connection.channel().close();
                                }))),
                        TALKS)
                .get("/closed", (request, response) -> {
                    asked.countDown();
                    return response.status(403).header("X-Why", "closed").send();
                });
    }

    /** Says first how it was asked. */
    private static Mono<Void> echo(WebsocketInbound in, WebsocketOutbound out) {
        String told = in.headers().get("X-Forwarded-For") + " " + in.headers().get("X-Custom");
        return out.sendObject(
                        Flux.concat(
                                Mono.just(new TextWebSocketFrame(told)),
                                in.receiveFrames().map(WebSocketFrame::retain)),
                        frame -> true)
                .then();
    }

    private Flux<WebSocketFrame> flood() {
        return Flux.generate(sink -> {
            sent.addAndGet(PIECE);
            sink.next(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[PIECE])));
        });
    }

    private HttpClient.WebsocketReceiver<?> socket(String path) {
        return edge.client(HttpProtocol.HTTP11)
                .websocket(WebsocketClientSpec.builder()
                        .protocols("a,b")
                        .handlePing(true)
                        .build())
                .uri(path);
    }

    @Test
    void framesPassBothWaysAsTheyWereSent() {
        Flux<WebSocketFrame> frames = Flux.just(
                new TextWebSocketFrame("text"),
                new TextWebSocketFrame(false, 0, "in "),
                new ContinuationWebSocketFrame(true, 0, "pieces"),
                new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[WebSocketRelay.FRAME_BYTES / 32])),
                new PingWebSocketFrame(Unpooled.copiedBuffer(new byte[] {7})));
        List<String> heard = socket("/echo")
                .handle((in, out) -> out.sendObject(frames, frame -> true)
                        .then()
                        .thenMany(in.receiveFrames().map(WebSocketTest::told))
                        .mergeWith(Mono.fromSupplier(in::selectedSubprotocol)))
                .take(7)
                .collectList()
                .block(PATIENCE);

        assertThat(heard)
                .containsExactlyInAnyOrder(
                        "b",
                        "TextWebSocketFrame true 13",
                        "TextWebSocketFrame true 4",
                        "TextWebSocketFrame false 3",
                        "ContinuationWebSocketFrame true 6",
                        "BinaryWebSocketFrame true 32768",
                        "PingWebSocketFrame true 1");
    }

    private static String told(WebSocketFrame frame) {
        return frame.getClass().getSimpleName() + " " + frame.isFinalFragment() + " "
                + frame.content().readableBytes();
    }

    @Test
    void backendIsToldWhoCalls() {
        assertThat(socket("/echo")
                        .handle((in, out) -> in.receive().asString().next())
                        .blockFirst(PATIENCE))
                .isEqualTo("127.0.0.1 set");
        Patience.eventually("it is counted", () -> edge.counted().containsKey("web 101"));
        assertThat(edge.registry.find("ingress.request.duration").timers())
                .as("how long it lasted is no answer's time")
                .isEmpty();
    }

    @Test
    void whatTheBackendSaysWhenItLeavesIsWhatTheClientHears() {
        assertThat(socket("/leave")
                        .handle((in, out) -> in.receiveFrames().then(in.receiveCloseStatus()))
                        .blockFirst(PATIENCE))
                .isEqualTo(new WebSocketCloseStatus(4001, "enough"));
    }

    @Test
    void backendThatLeavesWithoutAReasonSaysNone() {
        assertThat(socket("/silent")
                        .handle((in, out) -> in.receiveFrames().then(in.receiveCloseStatus()))
                        .blockFirst(PATIENCE))
                .isEqualTo(WebSocketCloseStatus.EMPTY);
    }

    @Test
    void whatTheClientSaysWhenItLeavesIsWhatTheBackendHears() {
        socket("/listen")
                .handle((in, out) -> out.sendClose(4002, "bye").then(in.receiveCloseStatus()))
                .blockLast(PATIENCE);

        Patience.eventually("it heard", () -> new WebSocketCloseStatus(4002, "bye").equals(farewell.get()));
    }

    @Test
    void backendThatIsGoneWithoutAWordLeavesNobodyWaiting() {
        assertThat(socket("/die")
                        .handle((in, out) -> out.sendString(Mono.just("x"))
                                .then()
                                .thenMany(in.receiveFrames())
                                .then(in.receiveCloseStatus()))
                        .blockFirst(PATIENCE))
                .as("what this client says of a connection that ended")
                .isEqualTo(WebSocketCloseStatus.EMPTY);
    }

    @Test
    void backendThatDoesNotAgreeIsHeard() throws InterruptedException {
        assertThatThrownBy(() ->
                        socket("/closed").handle((in, out) -> Mono.empty()).blockLast(PATIENCE))
                .isInstanceOf(WebSocketClientHandshakeException.class)
                .extracting(refused -> ((WebSocketClientHandshakeException) refused).response())
                .matches(answer -> answer.status().code() == 403
                        && "closed".equals(answer.headers().get("X-Why")));
        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whoDoesNotReadIsNotSentMore() {
        CountDownLatch done = new CountDownLatch(1);
        var open = socket("/flood")
                .handle((in, out) -> Mono.never())
                .doFinally(end -> done.countDown())
                .subscribe();
        Patience.eventually("it began", () -> sent.get() > 0);
        long before;
        do {
            before = sent.get();
        } while (grew(before));

        assertThat(before).isLessThan(200L * PIECE * 16);
        open.dispose();
    }

    private boolean grew(long before) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        while (System.nanoTime() < deadline) {
            if (sent.get() > before) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET|Connection: Upgrade|Upgrade: websocket",
                "GET|Connection: Upgrade|Upgrade: websocket|Sec-WebSocket-Key: x|Sec-WebSocket-Version: 8",
                "GET|Upgrade: websocket|Sec-WebSocket-Key: x|Sec-WebSocket-Version: 13",
                "POST|Connection: Upgrade|Upgrade: websocket|Sec-WebSocket-Key: x|Sec-WebSocket-Version: 13",
                "GET|Connection: Upgrade|Upgrade: websocket|Sec-WebSocket-Key: x|Sec-WebSocket-Version: 13|Content-Length: 1",
            })
    void handshakeThatIsNoneIsRefusedAndNotPassedOn(String lines) throws IOException {
        String[] parts = lines.split("\\|", 2);
        String head = parts[0] + " /closed HTTP/1.1\r\nHost: app.example.com\r\n" + parts[1].replace("|", "\r\n");

        assertThat(edge.raw(head + "\r\n\r\n")).startsWith("HTTP/1.1 4");
        assertThat(asked.getCount()).isEqualTo(1);
    }
}
