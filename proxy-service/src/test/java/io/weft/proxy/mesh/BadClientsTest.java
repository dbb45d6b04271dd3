package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.weft.core.ProtocolHint;
import io.weft.core.policy.ServerProtocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What no client should send, on every way into a proxy: the next client is served all the same, and nothing is lost. */
class BadClientsTest {
    private final HttpServer app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final ExecutorService perRequest = Executors.newVirtualThreadPerTaskExecutor();
    private final TwoProxies proxies;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    BadClientsTest() throws IOException {
        app.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        app.setExecutor(perRequest); // half a request must not keep the application from the next
        app.start();
        proxies = new TwoProxies(app.getAddress().getPort(), new ServerProtocol.Detect(Duration.ofMillis(200)));
    }

    @AfterEach
    void stop() {
        http.close();
        proxies.close();
        app.stop(0);
        perRequest.shutdownNow();
    }

    /** Beginnings of conversations that go nowhere. */
    enum Opening {
        NOTHING(""),
        ONE_BYTE_OF_TLS("\u0016"),
        HALF_A_CLIENT_HELLO("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003half"),
        A_CLIENT_HELLO_OF_NO_SENSE("\u0016\u0003\u0001\u0000\u0008\u0001\u0000\u0000\u0004junk"),
        TLS_WITHOUT_CLIENT_HELLO("\u0016\u0003\u0003\u0000\u0002xy"),
        HALF_A_REQUEST_LINE("GET /half-a-request"),
        HALF_A_HEAD("GET / HTTP/1.1\r\nHost: web\r\nX-Unfinis"),
        HALF_A_BODY("POST / HTTP/1.1\r\nHost: web\r\nContent-Length: 1000\r\n\r\nhalf"),
        A_HEADER_WITHOUT_COLON("GET / HTTP/1.1\r\nHost: web\r\nno colon here\r\n\r\n"),
        A_NEGATIVE_LENGTH("POST / HTTP/1.1\r\nHost: web\r\nContent-Length: -5\r\n\r\n"),
        TWO_LENGTHS("POST / HTTP/1.1\r\nHost: web\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello"),
        A_CHUNK_OF_NO_SIZE("POST / HTTP/1.1\r\nHost: web\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n"),
        A_TARGET_OF_NO_SENSE("GET http://[::1/ HTTP/1.1\r\nHost: web\r\n\r\n"),
        HALF_A_PREFACE("PRI * HTTP/2.0\r\n\r\nS"),
        A_PREFACE_AND_NOISE("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + noise()),
        HEADERS_THAT_DO_NOT_UNPACK(
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\u0000\u0000\u0000\u0004\u0000\u0000\u0000\u0000\u0000"
                        + "\u0000\u0000\u0004\u0001\u0005\u0000\u0000\u0000\u0001\u00ff\u00ff\u00ff\u00ff"),
        NOISE(noise());

        private final String said;

        Opening(String said) {
            this.said = said;
        }

        byte[] bytes() {
            return said.getBytes(StandardCharsets.ISO_8859_1);
        }

        private static String noise() {
            byte[] bytes = new byte[4096];
            new Random(42).nextBytes(bytes);
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void fromTheApplication(Opening opening) throws Exception {
        assertGoodOnesAreServedAround(opening, proxies.clientPort());
    }

    @ParameterizedTest
    @EnumSource
    void toTheProxysOwnPort(Opening opening) throws Exception {
        assertGoodOnesAreServedAround(opening, proxies.inboundPort());
    }

    @ParameterizedTest
    @EnumSource
    void toAPortOfTheApplication(Opening opening) throws Exception {
        proxies.direct = false;
        proxies.endpoint(proxies.meshed(ProtocolHint.UNKNOWN, false));
        assertGoodOnesAreServedAround(opening, proxies.inboundPort());
    }

    private void assertGoodOnesAreServedAround(Opening opening, int port) throws Exception {
        reset(opening, port);
        try (Socket held = open(opening, port)) {
            assertThat(get("/").statusCode()).isEqualTo(204);
            held.shutdownOutput();
        }
        assertThat(get("/").statusCode()).isEqualTo(204);
    }

    @Test
    void aHelloThatPromisesMegabytesIsNotWaitedFor() throws Exception {
        proxies.direct = false;
        // One whole record of a handshake message said to be 8 MiB long.
        byte[] record = new byte[5 + 16384];
        byte[] head = {22, 3, 1, 0x40, 0, 1, (byte) 0x80, 0, 0};
        System.arraycopy(head, 0, record, 0, head.length);
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), proxies.inboundPort())) {
            client.setSoTimeout(3_000); // less than detection may take
            client.getOutputStream().write(record);
            assertThat(client.getInputStream().readAllBytes().length).isLessThan(64); // at most an alert
        }
        proxies.direct = true;
        assertThat(get("/").statusCode()).isEqualTo(204);
    }

    @Test
    void aHeadOfMoreThan64KiBIsRefusedByName() throws Exception {
        assertThat(answer(proxies.clientPort(), "X-Long: " + "x".repeat(70_000) + "\r\n"))
                .startsWith("HTTP/1.1 431 ");
        assertThat(answer(proxies.clientPort(), "X-Many: xxxxxxxxxxxxxxxxxxxxx\r\n".repeat(3_000)))
                .startsWith("HTTP/1.1 431 ");
        proxies.direct = false;
        assertThat(answer(proxies.inboundPort(), "X-Long: " + "x".repeat(70_000) + "\r\n"))
                .startsWith("HTTP/1.1 431 ");
        proxies.direct = true;
        assertThat(get("/").statusCode()).isEqualTo(204);
    }

    @Test
    void aRequestLineOfMoreThan64KiBIsRefusedByName() throws Exception {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), proxies.clientPort())) {
            client.setSoTimeout(20_000);
            write(client, "GET /" + "x".repeat(70_000) + " HTTP/1.1\r\nHost: web\r\n\r\n");
            assertThat(statusLine(client)).matches("HTTP/1.[01] 431 .*");
        }
        assertThat(get("/").statusCode()).isEqualTo(204);
    }

    @Test
    void aHeadOf48KiBPasses() throws Exception {
        assertThat(answer(proxies.clientPort(), "X-Long: " + "x".repeat(48 * 1024) + "\r\n"))
                .startsWith("HTTP/1.1 204 ");
    }

    /** Within the limit as bytes on the wire, beyond it with what each header costs whoever keeps it. */
    @Test
    void aHeadOfVeryManySmallHeadersIsRefusedByName() throws Exception {
        assertThat(answer(proxies.clientPort(), "a: b\r\n".repeat(4_000))).startsWith("HTTP/1.1 431 ");
        assertThat(get("/").statusCode()).isEqualTo(204);
    }

    @Test
    void aRequestForTwoHostsIsRefused() throws Exception {
        assertThat(answer(proxies.clientPort(), "Host: other\r\n")).startsWith("HTTP/1.1 400 ");
        proxies.direct = false;
        assertThat(answer(proxies.inboundPort(), "Host: other\r\n")).startsWith("HTTP/1.1 400 ");
    }

    private static String answer(int port, String headers) throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.setSoTimeout(20_000);
            write(client, "GET / HTTP/1.1\r\nHost: web\r\n" + headers + "\r\n");
            return statusLine(client);
        }
    }

    private static void write(Socket client, String text) {
        write(client, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void write(Socket client, byte[] bytes) {
        try {
            client.getOutputStream().write(bytes);
        } catch (IOException hungUpOn) {
            assertThat(client.isConnected()).isTrue(); // a server may answer before it has read everything
        }
    }

    private static String statusLine(Socket client) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = client.getInputStream().read();
                next > '\r';
                next = client.getInputStream().read()) {
            line.append((char) next);
        }
        return line.toString();
    }

    private static Socket open(Opening opening, int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        byte[] said = opening.bytes();
        int half = said.length / 2;
        write(socket, Arrays.copyOf(said, half));
        write(socket, Arrays.copyOfRange(said, half, said.length));
        return socket;
    }

    /** Says it and breaks off, without the end a connection should have. */
    private static void reset(Opening opening, int port) throws IOException {
        try (Socket socket = open(opening, port)) {
            socket.setSoLinger(true, 0);
        }
    }

    private HttpResponse<Void> get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + proxies.clientPort() + path);
        return http.send(
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build(),
                HttpResponse.BodyHandlers.discarding());
    }
}
