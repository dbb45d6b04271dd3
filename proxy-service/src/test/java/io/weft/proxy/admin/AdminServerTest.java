package io.weft.proxy.admin;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.weft.core.Ticker;
import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.errors.Refusal;
import io.weft.proxy.telemetry.Labels;
import io.weft.proxy.telemetry.Meter;
import io.weft.proxy.telemetry.MetricRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

class AdminServerTest {
    private final MetricRegistry registry = new MetricRegistry(Ticker.system(), Duration.ofMinutes(10));
    private final AtomicBoolean ready = new AtomicBoolean();
    private final AtomicInteger shutdowns = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private final BlockingQueue<Channel> arrived = new LinkedBlockingQueue<>();
    private final LoopResources loops = LoopResources.create("admin-test", 1, true);
    private final HttpClient client = HttpClient.newHttpClient();
    private final FixedLog log = new FixedLog("warn");
    private final AtomicReference<Optional<Refusal>> refusal = new AtomicReference<>(Optional.empty());
    private final AdminGate gate = new AdminGate() {
        @Override
        public void accept(Channel connection) {
            accepted.incrementAndGet();
            arrived.add(connection);
        }

        @Override
        public Optional<Refusal> refusal(Channel connection, HttpServerRequest request) {
            assertThat(connection).as("as it was accepted").isNotInstanceOf(Http2StreamChannel.class);
            return refusal.get();
        }
    };
    private final DisposableServer server = start(Duration.ofSeconds(5));

    @AfterEach
    void stop() {
        AdminServer.stop(server);
        loops.disposeLater(Duration.ZERO, Duration.ofSeconds(2)).block();
        client.close();
    }

    @Test
    void readyFollowsTheIdentity() throws Exception {
        assertThat(get("/ready").statusCode()).isEqualTo(503);
        assertThat(get("/ready").body()).isEqualTo("not ready\n");

        ready.set(true);

        assertThat(get("/ready").statusCode()).isEqualTo(200);
        assertThat(get("/ready?verbose=1").body()).isEqualTo("ready\n");
        assertThat(get("/live").body()).isEqualTo("live\n");
    }

    @Test
    void metricsArePlainTextWithoutVersion() throws Exception {
        registry.counter(Meter.REQUEST_TOTAL, Labels.of("direction", "inbound")).add(7);

        HttpResponse<String> response = get("/metrics");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().allValues("content-type")).containsExactly("text/plain");
        assertThat(response.headers().map()).doesNotContainKey("content-encoding");
        assertThat(response.body())
                .contains("request_total{direction=\"inbound\"} 7\n")
                .endsWith("# EOF\n");
    }

    /** That client makes the offer with each first request of a connection, and loses answers where it is taken. */
    @Test
    void anOfferToGoOnInHttp2IsNotTaken() throws Exception {
        assertThat(client.version()).isEqualTo(HttpClient.Version.HTTP_2);

        assertThat(get("/metrics").version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    }

    @Test
    void metricsAreCompressedForWhoAcceptsIt() throws Exception {
        HttpRequest request =
                request("/metrics").header("Accept-Encoding", "br, gzip;q=0.8").build();

        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());

        assertThat(response.headers().allValues("content-encoding")).containsExactly("gzip");
        try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            assertThat(new String(plain.readAllBytes(), StandardCharsets.UTF_8)).endsWith("# EOF\n");
        }
    }

    @Test
    void shutdownFromThisMachineBeginsOnce() throws Exception {
        HttpRequest request = request("/shutdown")
                .POST(HttpRequest.BodyPublishers.ofString("ignored"))
                .build();

        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("shutdown\n");
        assertThat(shutdowns).hasValue(1);
        assertThat(get("/shutdown").statusCode()).isEqualTo(405);
        assertThat(get("/shutdown").headers().firstValue("allow")).contains("POST");
        assertThat(shutdowns).hasValue(1);
    }

    @Test
    void theLogLevelIsChangedByTheBody() throws Exception {
        HttpRequest request = request("/proxy-log-level")
                .PUT(HttpRequest.BodyPublishers.ofString("debug"))
                .build();

        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(204);
        assertThat(get("/proxy-log-level").body()).isEqualTo("debug\n");
        assertThat(get("/env.json").body()).isEqualTo("{}\n");
    }

    @Test
    void headRequestGetsNoBody() throws Exception {
        HttpRequest request = request("/metrics")
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();

        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(get("/live").body()).isEqualTo("live\n"); // on the same connection
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bothProtocolsPassTheAcceptHookOncePerConnection(boolean http2) {
        ConnectionProvider one = ConnectionProvider.create("one", 1);
        reactor.netty.http.client.HttpClient plain = reactor.netty.http.client.HttpClient.create(one)
                .host("127.0.0.1")
                .port(server.port());
        reactor.netty.http.client.HttpClient pooled = http2 ? plain.protocol(HttpProtocol.H2C) : plain;
        for (int i = 0; i < 3; i++) {
            String version = pooled.get()
                    .uri("/live")
                    .responseSingle((response, body) -> body.asString().map(text -> text + response.version()))
                    .block(Duration.ofSeconds(10));
            assertThat(version).isEqualTo("live\n" + (http2 ? "HTTP/2.0" : "HTTP/1.1"));
        }
        one.dispose();
        assertThat(accepted).hasValue(1);
    }

    @Test
    void tooLongHeadersAreRefused() throws Exception {
        HttpRequest request =
                request("/live").header("x-long", "x".repeat(20_000)).build();

        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isIn(413, 431);
    }

    @Test
    void bytesThatNeverBecomeARequestEndTheConnection() throws Exception {
        DisposableServer impatient = start(Duration.ofMillis(200));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), impatient.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET /live HT".getBytes(StandardCharsets.US_ASCII));

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        } finally {
            AdminServer.stop(impatient);
        }
    }

    @Test
    void connectionMayRestBetweenRequestsLongerThanARequestMayTake() throws Exception {
        DisposableServer impatient = start(Duration.ofMillis(200));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), impatient.port())) {
            assertThat(askForLife(socket)).startsWith("HTTP/1.1 200");
            socket.setSoTimeout(600); // three times the limit, in which nothing may come: not even the end
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            assertThat(askForLife(socket)).startsWith("HTTP/1.1 200");
        } finally {
            AdminServer.stop(impatient);
        }
    }

    @Test
    void whoeverDoesNotTakeAnAnswerInTimeIsCutOff() throws Exception {
        hugeDocument();
        DisposableServer impatient = start(Duration.ofSeconds(5), Duration.ofMillis(200));
        try (Socket _ = deafClient(impatient)) {
            Channel connection = arrived.poll(20, TimeUnit.SECONDS);

            assertThat(requireNonNull(connection).closeFuture().await(20, TimeUnit.SECONDS))
                    .isTrue();
        } finally {
            AdminServer.stop(impatient);
        }
    }

    /** A window of nothing: the answer never gets as far as the connection. */
    @Test
    void whoeverHoldsTheWindowOfHttp2ShutIsCutOff() throws Exception {
        DisposableServer impatient = start(Duration.ofMinutes(1), Duration.ofMillis(200));
        byte[] preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] frames = HexFormat.of()
                .parseHex("000006040000000000" + "000400000000" // SETTINGS_INITIAL_WINDOW_SIZE = 0
                        + "00000e010500000001" + "82" + "86" + "44052f6c697665" + "41036c6f63"); // GET /live
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), impatient.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(preface);
            socket.getOutputStream().write(frames);

            assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
        } finally {
            AdminServer.stop(impatient);
        }
    }

    @Test
    void documentsThatNobodyTakesHaveABoundTogether() throws Exception {
        hugeDocument();
        try (Socket first = deafClient(server);
                Socket second = deafClient(server)) {
            assertThat(scrapeIsOtherThan(200)).isTrue();
            first.close();
            second.close();
            assertThat(scrapeIsOtherThan(503)).isTrue();
        }
    }

    @Test
    void theEldestConnectionGivesWayToOneTooMany() throws Exception {
        List<Socket> strangers = new ArrayList<>();
        try (Socket eldest = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            askForLife(eldest);
            for (int i = 1; i < AdminConnections.MOST; i++) {
                Socket stranger = new Socket(InetAddress.getLoopbackAddress(), server.port());
                strangers.add(stranger);
                askForLife(stranger);
            }
            askForLife(eldest);
            assertThat(get("/live").statusCode()).isEqualTo(200);

            assertThat(eldest.getInputStream().read()).isEqualTo(-1);
        } finally {
            for (Socket stranger : strangers) {
                stranger.close();
            }
        }
    }

    /** Asks until the answer is another than {@code before}. */
    private boolean scrapeIsOtherThan(int before) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        int status = before;
        while (status == before && System.nanoTime() < end) {
            status = get("/metrics").statusCode();
        }
        return status != before;
    }

    /** 13 MB: more than the buffers of two sockets hold. */
    private void hugeDocument() {
        for (int i = 0; i < 1_900; i++) {
            Labels labels = Labels.of("client", "x".repeat(200) + i);
            registry.histogram(Meter.RESPONSE_LATENCY_MS, labels).record(3);
        }
    }

    private static Socket deafClient(DisposableServer of) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), of.port()));
        socket.getOutputStream().write("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/env.json", "/proxy-log-level", "/anything"})
    void whomThePolicyKeepsOutIsToldSoAndNoMore(String path) throws Exception {
        refusal.set(Optional.of(new Refusal(ProxyFault.DENIED, "unauthorized", false)));

        assertThat(get(path))
                .extracting(HttpResponse::statusCode, HttpResponse::body, AdminServerTest::length, AdminServerTest::why)
                .containsExactly(403, "", Optional.of("0"), Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "DENIED, 403, unauthorized",
        "NO_ROUTE, 404, no route found for request",
        "UNEXPECTED, 500, unexpected error",
    })
    void aPeerOfTheMeshIsToldWhy(ProxyFault fault, int status, String why) throws Exception {
        refusal.set(Optional.of(new Refusal(fault, why, true)));

        assertThat(get("/metrics"))
                .extracting(HttpResponse::statusCode, AdminServerTest::length, AdminServerTest::why)
                .containsExactly(status, Optional.of("0"), Optional.of(why));
    }

    private static Optional<String> length(HttpResponse<String> response) {
        return response.headers().firstValue("content-length");
    }

    private static Optional<String> why(HttpResponse<String> response) {
        return response.headers().firstValue("l5d-proxy-error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/live", "/ready"})
    void whetherItIsWellEverybodyMayAsk(String path) throws Exception {
        ready.set(true);
        refusal.set(Optional.of(new Refusal(ProxyFault.DENIED, "unauthorized", false)));

        assertThat(get(path).statusCode()).isEqualTo(200);
    }

    private static String askForLife(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write("GET /live HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        StringBuilder text = new StringBuilder();
        while (text.indexOf("live\n") < 0) {
            int b = socket.getInputStream().read();
            assertThat(b).as("closed after: %s", text).isNotNegative();
            text.append((char) b);
        }
        return text.toString();
    }

    private DisposableServer start(Duration requestTimeout) {
        return start(requestTimeout, Duration.ofMinutes(1));
    }

    private DisposableServer start(Duration requestTimeout, Duration answerTimeout) {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        AdminSettings settings = new AdminSettings(anyPort, true, Duration.ofMinutes(1), requestTimeout, answerTimeout);
        return new AdminServer(
                        settings,
                        loops,
                        registry,
                        new AdminSubject(ready::get, shutdowns::incrementAndGet, log, Map.of()),
                        gate)
                .start();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(20));
    }
}
