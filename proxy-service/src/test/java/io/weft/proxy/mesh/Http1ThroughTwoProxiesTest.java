package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.core.Endpoint;
import io.weft.core.ProtocolHint;
import io.weft.core.ResourceRef;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.control.Watched;
import io.weft.proxy.outbound.discover.Backend;
import io.weft.proxy.outbound.discover.ClientPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What HTTP/1 looks like on both sides of a mesh that carries it over HTTP/2. */
class Http1ThroughTwoProxiesTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private volatile String answer = OK;
    private final AtomicBoolean stale = new AtomicBoolean();
    private final ScriptedApp app = new ScriptedApp(head -> stale.getAndSet(false) ? "" : answer);
    private final TwoProxies proxies = new TwoProxies(app.port(), new ServerProtocol.Detect(Duration.ofSeconds(5)));

    Http1ThroughTwoProxiesTest() throws Exception {}

    @AfterEach
    void stop() throws Exception {
        proxies.close();
        app.close();
    }

    @Test
    void clientsShareTheConnectionToTheApplication() throws Exception {
        exchange("GET /one HTTP/1.1\r\nHost: web\r\n\r\n", "ok");
        exchange("GET /two HTTP/1.1\r\nHost: web\r\n\r\n", "ok");

        assertThat(lines()).containsExactly("1: GET /one HTTP/1.1", "1: GET /two HTTP/1.1");
    }

    @Test
    void aWholeUriArrivesAsOneOverAConnectionOfItsOwn() throws Exception {
        exchange("GET /one HTTP/1.1\r\nHost: web\r\n\r\n", "ok");
        exchange("GET http://web/two HTTP/1.1\r\nHost: web\r\n\r\n", "ok");

        assertThat(lines()).containsExactly("1: GET /one HTTP/1.1", "2: GET http://web/two HTTP/1.1");
    }

    @Test
    void anHttp10ClientIsAnsweredInItsVersionAndHungUpOn() throws Exception {
        String first = exchange("GET /one HTTP/1.0\r\nHost: web\r\n\r\n", "never said");
        exchange("GET /two HTTP/1.0\r\nHost: web\r\n\r\n", "never said");

        assertThat(first).startsWith("HTTP/1.0 200 OK\r\n").endsWith("\r\n\r\nok");
        assertThat(lines()).containsExactly("1: GET /one HTTP/1.0", "2: GET /two HTTP/1.0");
    }

    /** Whether it is carried over HTTP/2 or as it is. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP2", "UNKNOWN"})
    void anHttp10AnswerKeepsItsVersion(ProtocolHint hint) throws Exception {
        proxies.endpoint(proxies.meshed(hint, true));
        answer = "HTTP/1.0 200 OK\r\nl5d-orig-proto: HTTP/1.1\r\nContent-Length: 2\r\n\r\nok";

        assertThat(exchange("GET / HTTP/1.1\r\nHost: web\r\n\r\n", "ok"))
                .startsWith("HTTP/1.0 200 OK\r\n")
                .containsIgnoringCase("connection: keep-alive\r\n")
                .doesNotContain("l5d-orig-proto");
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP2", "UNKNOWN"})
    void anHttp10AnswerThatEndsWithItsConnectionDoesSoToTheClient(ProtocolHint hint) throws Exception {
        proxies.endpoint(proxies.meshed(hint, true));
        answer = "HTTP/1.0 200 OK\r\nConnection: close\r\n\r\nok";

        assertThat(exchange("GET / HTTP/1.1\r\nHost: web\r\n\r\n", "never said"))
                .startsWith("HTTP/1.0 200 OK\r\n")
                .containsIgnoringCase("connection: close\r\n")
                .endsWith("\r\n\r\nok");
    }

    /** Its end would be the connection's: a quiet one would say that this is all. */
    @ParameterizedTest
    @EnumSource(ProtocolHint.class)
    void halfAnAnswerDoesNotLookWholeToAnHttp10Client(ProtocolHint hint) throws Exception {
        proxies.endpoint(proxies.meshed(hint, true));
        answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n";
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), proxies.clientPort())) {
            client.setSoTimeout(20_000);
            say(client, "GET / HTTP/1.0\r\nHost: web\r\n\r\n");
            ScriptedApp.until(client.getInputStream(), "ok");
            app.close();

            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void anHttp11AnswerKeepsItsVersionWhateverItSaysOfIt() throws Exception {
        answer = "HTTP/1.1 200 OK\r\nl5d-orig-proto: HTTP/1.0\r\nContent-Length: 2\r\n\r\nok";

        assertThat(exchange("GET / HTTP/1.1\r\nHost: web\r\n\r\n", "ok")).startsWith("HTTP/1.1 200 OK\r\n");
    }

    @Test
    void interimResponsesStayBehind() throws Exception {
        answer = "HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n" + OK;

        assertThat(exchange("GET / HTTP/1.1\r\nHost: web\r\n\r\n", "ok")).startsWith("HTTP/1.1 200 OK\r\n");
    }

    @Test
    void chunkedTrailersCrossBothWays() throws Exception {
        answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nx-sum: 42\r\n\r\n";
        String response = exchange(
                "POST / HTTP/1.1\r\nHost: web\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nx-check: 7\r\nl5d-client-id: forged\r\n\r\n",
                "x-sum: 42\r\n\r\n");

        assertThat(response).contains("\r\n2\r\nok\r\n0\r\n");
        assertThat(app.bodies)
                .singleElement()
                .asString()
                .startsWith("5\r\nhello\r\n0\r\n")
                .contains("x-check: 7")
                .doesNotContain("forged");
    }

    @Test
    void anAnswerInACodingThatWouldBeLostOnTheWayIs502() throws Exception {
        answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n";

        assertThat(exchange("GET / HTTP/1.1\r\nHost: web\r\n\r\n", "\r\n\r\n")).startsWith("HTTP/1.1 502 ");
    }

    @Test
    void requestsSentAheadAreAnsweredInOrder() throws Exception {
        String both = exchange(
                "GET /one HTTP/1.1\r\nHost: web\r\n\r\nGET /two HTTP/1.1\r\nHost: web\r\nConnection: close\r\n\r\n",
                "never said");

        assertThat(both.split("HTTP/1.1 200 OK", -1)).hasSize(3);
        assertThat(lines()).containsExactly("1: GET /one HTTP/1.1", "1: GET /two HTTP/1.1");
    }

    @Test
    void aClientThatAsksBeforeItSendsIsToldToGoOn() throws Exception {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), proxies.clientPort())) {
            client.setSoTimeout(20_000);
            say(client, "POST / HTTP/1.1\r\nHost: web\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n");
            String interim = ScriptedApp.until(client.getInputStream(), "\r\n\r\n");
            say(client, "5\r\nhello\r\n0\r\n\r\n");
            String response = ScriptedApp.until(client.getInputStream(), "ok");

            assertThat(interim).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(response).startsWith("HTTP/1.1 200 OK\r\n");
        }
        assertThat(app.heads).singleElement().asString().containsIgnoringCase("expect: 100-continue");
    }

    /** As an application does that ends an idle connection at the moment it is used again. */
    @Test
    void whatMayBeAskedTwiceIsAskedAgainWhenTheConnectionHadEnded() throws Exception {
        exchange("GET /one HTTP/1.1\r\nHost: web\r\n\r\n", "ok");
        stale.set(true);

        assertThat(exchange("GET /two HTTP/1.1\r\nHost: web\r\n\r\n", "ok")).startsWith("HTTP/1.1 200 ");
        assertThat(lines()).containsExactly("1: GET /one HTTP/1.1", "1: GET /two HTTP/1.1", "2: GET /two HTTP/1.1");
    }

    @Test
    void whatMayNotIsNot() throws Exception {
        exchange("GET /one HTTP/1.1\r\nHost: web\r\n\r\n", "ok");
        stale.set(true);

        assertThat(exchange("POST /two HTTP/1.1\r\nHost: web\r\nContent-Length: 0\r\n\r\n", "\r\n\r\n"))
                .startsWith("HTTP/1.1 502 ");
        assertThat(lines()).containsExactly("1: GET /one HTTP/1.1", "1: POST /two HTTP/1.1");
    }

    @Test
    void aFirstAnswerThatNeverCameIsNotAskedForAgain() throws Exception {
        stale.set(true);

        assertThat(exchange("GET / HTTP/1.1\r\nHost: web\r\n\r\n", "\r\n\r\n")).startsWith("HTTP/1.1 502 ");
    }

    @Test
    void anApplicationThatIsGoneIs502() throws Exception {
        app.close();

        assertThat(exchange("GET / HTTP/1.1\r\nHost: web\r\n\r\n", "\r\n\r\n")).startsWith("HTTP/1.1 502 ");
    }

    @Test
    void theConnectionToASingleReplicaEndsWhenItsProxySaysSo() throws Exception {
        forward(proxies.meshed(ProtocolHint.HTTP2, true));
        answer = "HTTP/1.1 200 OK\r\nl5d-proxy-connection: close\r\nContent-Length: 2\r\n\r\nok";

        assertThat(exchange("GET / HTTP/1.1\r\nHost: web\r\n\r\n", "never said"))
                .containsIgnoringCase("connection: close\r\n")
                .doesNotContain("l5d-proxy-connection");
    }

    @Test
    void theConnectionToOneOfManyDoesNot() throws Exception {
        answer = "HTTP/1.1 200 OK\r\nl5d-proxy-connection: close\r\nContent-Length: 2\r\n\r\nok";

        assertThat(exchange("GET / HTTP/1.1\r\nHost: web\r\n\r\n", "ok"))
                .doesNotContainIgnoringCase("connection: close");
    }

    private void forward(Endpoint replica) {
        ResourceRef ref = ResourceRef.ofDefault("endpoint");
        ClientPolicy.Route route = new ClientPolicy.Route(ref, new Backend.Forward(ref, replica));
        proxies.discovery.policy.set(new Watched.Present<>(
                new ClientPolicy(ref, new ClientPolicy.Protocol.Detect(Duration.ofSeconds(5)), route, route)));
    }

    /** The first lines of the requests the application got. */
    private List<String> lines() {
        return app.heads.stream()
                .map(head -> head.substring(0, head.indexOf("\r\n")))
                .toList();
    }

    /** Says {@code request}; what comes back up to {@code end}, or to the end of the connection. */
    private String exchange(String request, String end) throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), proxies.clientPort())) {
            client.setSoTimeout(20_000);
            say(client, request);
            return ScriptedApp.until(client.getInputStream(), end);
        }
    }

    private static void say(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
