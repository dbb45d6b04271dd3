package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.weft.core.policy.Authentication;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.control.Watched;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that cannot be carried as they are: each is answered from the one table, and its neighbours notice nothing. */
class OddRequestsTest {
    /** The library keeps stream 1 for upgrades from HTTP/1. */
    private static final int FIRST_STREAM = 3;

    private final AtomicInteger served = new AtomicInteger();
    private final List<String> hosts = new CopyOnWriteArrayList<>();
    private final HttpServer app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final TwoProxies proxies;

    OddRequestsTest() throws IOException {
        app.createContext("/", exchange -> {
            served.incrementAndGet();
            hosts.add(exchange.getRequestHeaders().getFirst("Host"));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        app.start();
        proxies = new TwoProxies(app.getAddress().getPort(), new ServerProtocol.Detect(Duration.ofSeconds(5)));
        proxies.direct = false;
    }

    @AfterEach
    void stop() {
        proxies.close();
        app.stop(0);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, '/a b', web",
        "GET, '/ HTTP/1.1', web",
        "'GE T', /, web",
        "GET, http://elsewhere/secret, web",
        "GET, relative, web",
        "GET, /, 'we b'",
        "GET, /, 'web/admin?x='"
    })
    void whatNoRequestLineCanSayIsABadRequest(String method, String path, String authority) throws Exception {
        try (RawHttp2 client = RawHttp2.client(proxies.inboundPort())) {
            request(client, 1, true, method, path, authority, "l5d-orig-proto", "HTTP/1.1; absolute-form");
            assertThat(client.answer(1).status()).isEqualTo("400");
        }
        assertThat(served).hasValue(0);
        assertThat(TwoProxies.text(proxies.serverMetrics))
                .containsPattern("inbound_http_errors_total\\{error=\"unexpected\",.*} 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"relative", "http://elsewhere/", "?x", "*x"})
    void whatIsNoPathOfHttp2IsABadRequest(String path) throws Exception {
        try (RawHttp2 client = RawHttp2.client(proxies.inboundPort())) {
            request(client, 1, true, "GET", path, "web");
            assertThat(client.answer(1).status()).isEqualTo("400");
        }
        assertThat(served).hasValue(0);
    }

    @Test
    void aRequestForTwoHostsReachesNoApplication() throws Exception {
        try (RawHttp2 client = RawHttp2.client(proxies.inboundPort())) {
            request(client, 1, true, "GET", "/", "web", "host", "one", "host", "two", "l5d-orig-proto", "HTTP/1.1");
            assertThat(client.answer(1).status()).isEqualTo("400");
        }
        assertThat(served).hasValue(0);
    }

    @Test
    void theHostAnApplicationReadsIsTheOneTheRequestWasJudgedBy() throws Exception {
        try (RawHttp2 client = RawHttp2.client(proxies.inboundPort())) {
            request(client, 1, true, "GET", "/", "web", "host", "admin", "l5d-orig-proto", "HTTP/1.1; absolute-form");
            assertThat(client.answer(1).status()).isEqualTo("204");
        }
        assertThat(hosts).containsExactly("web");
    }

    /** The application behind the proxies speaks no HTTP/2. */
    @Test
    void aClientCannotPassItsHttp2OffAsAnUpgradedRequest() throws Exception {
        try (RawHttp2 client = RawHttp2.client(proxies.clientPort())) {
            upgraded(client, 1, "/", true);
            assertThat(client.answer(1).status()).startsWith("5");
        }
        assertThat(served).hasValue(0);
    }

    @Test
    void aNeighbourOnTheSameConnectionIsServed() throws Exception {
        try (RawHttp2 client = RawHttp2.client(proxies.inboundPort())) {
            upgraded(client, 1, "/good", false);
            upgraded(client, 3, "/a b", true);
            client.data(1, new byte[0], true);
            assertThat(client.answer(1).status()).isEqualTo("204");
        }
    }

    private static void upgraded(RawHttp2 client, int stream, String path, boolean end) throws IOException {
        request(client, stream, end, "POST", path, "web", "l5d-orig-proto", "HTTP/1.1");
    }

    private static void request(
            RawHttp2 client, int stream, boolean end, String method, String path, String authority, String... more)
            throws IOException {
        List<String> head =
                new ArrayList<>(List.of(":method", method, ":scheme", "http", ":path", path, ":authority", authority));
        Collections.addAll(head, more);
        client.headers(stream, end, head.toArray(String[]::new));
    }

    @Test
    void aHeadBeyondTheLimitIsRefusedFromTheTableAndCounted() throws Exception {
        assertTooLarge(proxies.inboundPort(), "null");
        assertThat(TwoProxies.text(proxies.serverMetrics))
                .containsPattern("inbound_http_errors_total\\{error=\"unexpected\",.*} 1");
        assertTooLarge(proxies.clientPort(), "request header fields too large");
        assertThat(TwoProxies.text(proxies.clientMetrics))
                .contains("outbound_http_errors_total{error=\"unexpected\"} 1");
    }

    private static void assertTooLarge(int port, String explanation) throws Exception {
        try (RawHttp2 client = RawHttp2.client(port)) {
            request(client, 1, true, "GET", "/", "web", "x-long", "x".repeat(70_000));
            RawHttp2.Answer answer = client.answer(1);
            assertThat(answer.status()).isEqualTo("431");
            assertThat(answer.header("l5d-proxy-error")).isEqualTo(explanation);
        }
    }

    @Test
    void anUnmeshedClientIsNotToldMoreThanTheStatus() throws Exception {
        String answer = say("GET http://[::1/ HTTP/1.1\r\nHost: web\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400 ").doesNotContain("l5d-");
        assertThat(TwoProxies.text(proxies.serverMetrics))
                .containsPattern("inbound_http_errors_total\\{error=\"unexpected\",.*} 1");
    }

    /** The kernel answers unread bytes of a closed socket with a reset, which overtakes what was written before it. */
    @Test
    void anEarlyAnswerToAnUploadArrives() throws Exception {
        proxies.serverPolicy.set(new Watched.Present<>(TwoProxies.policy(
                new ServerProtocol.Detect(Duration.ofSeconds(5)), Authentication.MeshIdentity.any())));
        for (int i = 0; i < 20; i++) {
            String upload = "POST / HTTP/1.1\r\nHost: web\r\nContent-Length: 3000000\r\n\r\n" + "x".repeat(2_000_000);
            assertThat(say(upload)).startsWith("HTTP/1.1 403 ");
        }
        assertThat(served).hasValue(0);
    }

    /** Everything that comes back until the proxy ends the connection; all is written before anything is read. */
    private String say(String text) throws IOException {
        InetAddress stranger = InetAddress.ofLiteral("127.0.0.2");
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), proxies.inboundPort(), stranger, 0)) {
            client.setSoTimeout(20_000);
            client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void grpcThatBreaksOffEndsWithItsStatus() throws Exception {
        try (ServerSocket half = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                TwoProxies broken = new TwoProxies(half.getLocalPort(), new ServerProtocol.Http2())) {
            broken.direct = false;
            Thread.ofVirtual().start(() -> beginAndLeave(half));
            try (RawHttp2 client = RawHttp2.client(broken.inboundPort())) {
                request(client, 1, true, "POST", "/test.Echo/Echo", "web", "content-type", "application/grpc");
                RawHttp2.Answer answer = client.answer(1);
                assertThat(answer.status()).isEqualTo("200");
                assertThat(answer.trailer("grpc-status")).isEqualTo("14");
                assertThat(answer.reset()).isEmpty();
            }
            assertThat(TwoProxies.text(broken.serverMetrics))
                    .containsPattern(
                            "response_total\\{.*status_code=\"200\",classification=\"failure\",grpc_status=\"\",error=\"unclassified\"} 1");
        }
    }

    private static void beginAndLeave(ServerSocket listener) {
        try (RawHttp2 server = RawHttp2.server(listener.accept())) {
            server.answer(FIRST_STREAM);
            server.headers(FIRST_STREAM, false, ":status", "200", "content-type", "application/grpc");
        } catch (Exception gone) {
            throw new IllegalStateException(gone);
        }
    }
}
