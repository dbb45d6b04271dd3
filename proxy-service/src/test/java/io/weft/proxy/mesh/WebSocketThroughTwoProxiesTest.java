package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.weft.core.policy.ServerProtocol;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** A WebSocket client of the JDK's and a server of Reactor Netty's, with two proxies between them. */
class WebSocketThroughTwoProxiesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final DisposableServer app = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .route(routes -> routes.ws(
                            "/echo",
                            (in, out) -> out.sendObject(in.receiveFrames().map(WebSocketFrame::retain)))
                    .ws("/goodbye", (in, out) -> out.sendClose(4002, "not today"))
                    .ws(
                            "/leave",
                            (in, out) -> in.receiveFrames()
                                    .doOnNext(frame -> in.withConnection(
                                            connection -> connection.channel().close()))
                                    .then())
                    .get(
                            "/old",
                            (request, response) -> response.status(426)
                                    .header(HttpHeaderNames.CONNECTION, "upgrade")
                                    .header(HttpHeaderNames.UPGRADE, "websocket")
                                    .sendString(Mono.just("newer, please"))))
            .bindNow(PATIENCE);
    private final TwoProxies proxies = new TwoProxies(app.port(), new ServerProtocol.Detect(Duration.ofSeconds(5)));
    private final HttpClient http = HttpClient.newHttpClient();
    private final Heard heard = new Heard();

    @AfterEach
    void stop() {
        http.shutdownNow();
        proxies.close();
        app.disposeNow(PATIENCE);
    }

    @Test
    void textAndBinaryComeBackAsTheyWere() throws Exception {
        WebSocket socket = open("/echo");
        socket.sendText("grüße", true).join();
        assertThat(heard.next()).isEqualTo("text grüße!");
        socket.sendBinary(ByteBuffer.wrap(new byte[] {0, -1, 13, 10}), true).join();
        assertThat(heard.next()).isEqualTo("binary 4!");
        socket.sendBinary(ByteBuffer.allocate(60_000), true).join();
        assertThat(heard.bytes(60_000)).isTrue();
    }

    @Test
    void fragmentsStayFragments() throws Exception {
        WebSocket socket = open("/echo");
        socket.sendText("one ", false).join();
        assertThat(heard.next()).isEqualTo("text one ");
        socket.sendText("message", true).join();
        assertThat(heard.next()).isEqualTo("text message!");
    }

    @Test
    void aPingIsAnsweredByTheServer() throws Exception {
        WebSocket socket = open("/echo");
        socket.sendPing(ByteBuffer.wrap(new byte[] {1, 2, 3})).join();

        assertThat(heard.next()).isEqualTo("pong 3");
    }

    @Test
    void theClientsCloseReachesTheServerAndIsAnswered() throws Exception {
        WebSocket socket = open("/echo");
        socket.sendClose(4001, "enough").join();

        assertThat(heard.next()).isEqualTo("close 4001 enough");
    }

    @Test
    void theServersCloseReachesTheClient() throws Exception {
        open("/goodbye");

        assertThat(heard.next()).isEqualTo("close 4002 not today");
    }

    @Test
    void aServerThatLeavesWithoutACloseIsNotMadeToLookAsIfItHadSaidOne() throws Exception {
        open("/leave").sendText("anybody there?", true).join();

        assertThat(heard.next()).isEqualTo("close 1006 ");
    }

    @Test
    void aRefusalIsTheServersOwn() {
        assertThatThrownBy(() -> open("/old"))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode()).isEqualTo(426));
    }

    private WebSocket open(String path) {
        return http.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + proxies.clientPort() + path), heard)
                .join();
    }

    /** What a client hears, in order; an exclamation mark ends a message. */
    private static final class Heard implements WebSocket.Listener {
        private final BlockingQueue<String> all = new LinkedBlockingQueue<>();

        String next() throws InterruptedException {
            return String.valueOf(all.poll(20, TimeUnit.SECONDS));
        }

        /** Whether binary pieces come whose sizes make {@code count}. */
        boolean bytes(int count) throws InterruptedException {
            int sum = 0;
            while (sum < count) {
                sum += Integer.parseInt(next().replaceAll("\\D", ""));
            }
            return sum == count;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            return heard(socket, "text " + data + (last ? "!" : ""));
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            return heard(socket, "binary " + data.remaining() + (last ? "!" : ""));
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer data) {
            return heard(socket, "pong " + data.remaining());
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            return heard(socket, "close " + code + " " + reason);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            all.add("error " + error);
        }

        private @Nullable CompletionStage<?> heard(WebSocket socket, String what) {
            all.add(what);
            socket.request(1);
            return null;
        }
    }
}
