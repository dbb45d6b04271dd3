package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.ProtocolHint;
import io.weft.core.policy.Authentication;
import io.weft.core.policy.IdentityMatch;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.control.Watched;
import io.weft.proxy.tap.TapEvent;
import io.weft.proxy.tap.TapMatch;
import io.weft.proxy.tap.TapWatch;
import io.weft.proxy.transport.Draining;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** wire-behaviour, 7 and 8: connections that leave HTTP. The application says again whatever it is told behind it. */
class UpgradesThroughTwoProxiesTest {
    private static final String UPGRADE =
            "GET /chat HTTP/1.1\r\nHost: web\r\nConnection: Upgrade, X-Hop\r\nX-Hop: 1\r\nKeep-Alive: 5\r\nUpgrade: chat\r\n\r\n";
    private static final String CONNECT = "CONNECT web:443 HTTP/1.1\r\nHost: web:443\r\n\r\n";
    private static final String SWITCHED =
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: chat\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private volatile String answer = SWITCHED;
    private final ScriptedApp app = new ScriptedApp(head -> head.startsWith("GET /plain") ? OK : answer);
    private final TwoProxies proxies = new TwoProxies(app.port(), new ServerProtocol.Detect(Duration.ofSeconds(5)));

    UpgradesThroughTwoProxiesTest() throws Exception {}

    @AfterEach
    void stop() throws Exception {
        proxies.close();
        app.close();
    }

    /** Whether requests are otherwise carried over HTTP/2 or not. */
    @ParameterizedTest
    @EnumSource(ProtocolHint.class)
    void bytesFlowBothWaysBehindTheAnswer(ProtocolHint hint) throws Exception {
        proxies.endpoint(proxies.meshed(hint, true));
        try (Socket client = connect()) {
            say(client, UPGRADE);
            assertThat(hear(client, "\r\n\r\n"))
                    .startsWith("HTTP/1.1 101 ")
                    .containsIgnoringCase("connection: upgrade\r\n")
                    .containsIgnoringCase("upgrade: chat\r\n")
                    .doesNotContainIgnoringCase("content-length")
                    .doesNotContainIgnoringCase("transfer-encoding");
            assertEchoes(client);
        }
    }

    @Test
    void bytesFlowWhereTheServersProxyIsNotDialledOnItsOwnPort() throws Exception {
        proxies.direct = false;
        proxies.endpoint(proxies.meshed(ProtocolHint.HTTP2, false));

        try (Socket client = connect()) {
            say(client, UPGRADE);
            hear(client, "\r\n\r\n");
            assertEchoes(client);
        }
    }

    @Test
    void nothingIsStrippedFromARequestToLeave() throws Exception {
        leave();

        assertThat(app.heads)
                .singleElement()
                .asString()
                .startsWith("1: GET /chat HTTP/1.1\r\n")
                .containsIgnoringCase("connection: Upgrade, X-Hop\r\n")
                .containsIgnoringCase("x-hop: 1\r\n")
                .containsIgnoringCase("keep-alive: 5\r\n")
                .containsIgnoringCase("upgrade: chat\r\n")
                .doesNotContain("l5d-orig-proto");
    }

    @Test
    void whatTheClientSaysBeforeTheAnswerIsPartOfTheTunnel() throws Exception {
        try (Socket client = connect()) {
            say(client, UPGRADE + "GET /early HTTP/1.1\r\n\r\n");
            hear(client, "\r\n\r\n");
            assertThat(hear(client, "\r\n\r\n")).isEqualTo("GET /early HTTP/1.1\r\n\r\n");
        }
        assertThat(app.heads).hasSize(1);
    }

    @Test
    void whatTheServerSaysWithItsAnswerArrives() throws Exception {
        answer = SWITCHED + "welcome";
        try (Socket client = connect()) {
            say(client, UPGRADE);
            hear(client, "\r\n\r\n");
            assertThat(hear(client, "welcome")).isEqualTo("welcome");
            assertEchoes(client);
        }
    }

    @Test
    void theClientMayEndFirstAndIsStillAnswered() throws Exception {
        try (Socket client = connect()) {
            say(client, UPGRADE + "last words");
            client.shutdownOutput();
            assertThat(hear(client, "never said")).endsWith("\r\n\r\nlast words");
        }
    }

    @Test
    void aRefusedClientGoesOnInHttpWithWhatItSaidMeanwhile() throws Exception {
        answer = "HTTP/1.1 426 Upgrade Required\r\nContent-Length: 2\r\n\r\nno";
        try (Socket client = connect()) {
            say(client, UPGRADE + "GET /plain HTTP/1.1\r\nHost: web\r\n\r\n");
            assertThat(hear(client, "no")).startsWith("HTTP/1.1 426 ");
            assertThat(hear(client, "ok")).startsWith("HTTP/1.1 200 ");
            say(client, "GET /plain HTTP/1.1\r\nHost: web\r\n\r\n");
            assertThat(hear(client, "ok")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aServerThatDoesNotCareAnswersAsEver() throws Exception {
        answer = OK;
        try (Socket client = connect()) {
            say(client, UPGRADE);
            assertThat(hear(client, "ok")).startsWith("HTTP/1.1 200 ").doesNotContainIgnoringCase("upgrade");
        }
    }

    @Test
    void aRequestToLeaveBehindAnotherWaitsForItsTurn() throws Exception {
        try (Socket client = connect()) {
            say(client, "GET /plain HTTP/1.1\r\nHost: web\r\n\r\n" + UPGRADE + "bytes");
            assertThat(hear(client, "ok")).startsWith("HTTP/1.1 200 ");
            assertThat(hear(client, "\r\n\r\n")).startsWith("HTTP/1.1 101 ");
            assertThat(hear(client, "bytes")).isEqualTo("bytes");
        }
    }

    @Test
    void aBodyGoesBeforeTheTunnel() throws Exception {
        try (Socket client = connect()) {
            say(
                    client,
                    "POST /chat HTTP/1.1\r\nHost: web\r\nConnection: Upgrade\r\nUpgrade: chat\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + "5\r\nhello\r\n0\r\n\r\nbytes");
            assertThat(hear(client, "\r\n\r\n")).startsWith("HTTP/1.1 101 ");
            assertThat(hear(client, "bytes")).isEqualTo("bytes");
        }
        assertThat(app.bodies).containsExactly("5\r\nhello\r\n0\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2c", "H2C", "chat, h2c"})
    void nobodyLeavesForHttp2WhichWouldPassByThePolicy(String protocol) throws Exception {
        answer = OK;
        try (Socket client = connect()) {
            say(
                    client,
                    "GET / HTTP/1.1\r\nHost: web\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: " + protocol
                            + "\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n");
            assertThat(hear(client, "ok")).startsWith("HTTP/1.1 200 ");
        }
        assertThat(app.heads)
                .singleElement()
                .asString()
                .doesNotContainIgnoringCase("upgrade")
                .doesNotContainIgnoringCase("settings");
    }

    @Test
    void anHttp10ClientCannotLeave() throws Exception {
        answer = OK;
        try (Socket client = connect()) {
            say(client, "GET / HTTP/1.0\r\nHost: web\r\nConnection: Upgrade\r\nUpgrade: chat\r\n\r\n");
            assertThat(hear(client, "ok")).startsWith("HTTP/1.0 200 ");
        }
        assertThat(app.heads).singleElement().asString().doesNotContainIgnoringCase("upgrade");
    }

    @Test
    void aServerThatSwitchesUnaskedIsABadGateway() throws Exception {
        try (Socket client = connect()) {
            say(client, "GET / HTTP/1.1\r\nHost: web\r\n\r\n");
            assertThat(hear(client, "\r\n\r\n")).startsWith("HTTP/1.1 502 ");
        }
    }

    @Test
    void whoeverMayNotAskMayNotLeave() throws Exception {
        proxies.serverPolicy.set(new Watched.Present<>(TwoProxies.policy(
                new ServerProtocol.Detect(Duration.ofSeconds(5)), new Authentication.MeshIdentity(List.of()))));
        try (Wiretap wire = proxies.fromElsewhere();
                Socket client = connect()) {
            assertThat(wire.port()).isPositive();
            say(client, UPGRADE + "early");
            assertThat(hear(client, "\r\n\r\n")).startsWith("HTTP/1.1 403 ");
        }
        assertThat(app.heads).isEmpty();
    }

    /** As a connection of bytes does: proxy-behaviour, 7. */
    @ParameterizedTest
    @ValueSource(strings = {UPGRADE, CONNECT})
    void theTunnelEndsWithItsRightAndNotBefore(String asked) throws Exception {
        answer = asked.equals(CONNECT) ? "HTTP/1.1 200 Connected\r\n\r\n" : SWITCHED;
        try (Wiretap wire = proxies.fromElsewhere();
                Socket client = connect()) {
            assertThat(wire.port()).isPositive();
            say(client, asked);
            hear(client, "\r\n\r\n");
            admit(new Authentication.MeshIdentity(List.of(new IdentityMatch.Exact(TwoProxies.CLIENT))));
            proxies.settle();
            assertEchoes(client);

            admit(new Authentication.MeshIdentity(List.of()));
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(TwoProxies.text(proxies.serverMetrics))
                .containsPattern("inbound_tcp_authz_terminate_total\\{[^}]*} 1\n");
    }

    private void admit(Authentication whom) {
        proxies.serverPolicy.set(
                new Watched.Present<>(TwoProxies.policy(new ServerProtocol.Detect(Duration.ofSeconds(5)), whom)));
    }

    @Test
    void theTunnelOutlivesTheDrainAndHoldsIt() throws Exception {
        proxies.endpoint(proxies.meshed(ProtocolHint.UNKNOWN, true));
        try (Socket client = connect()) {
            say(client, UPGRADE);
            hear(client, "\r\n\r\n");
            proxies.inboundConnections.forEach(Draining::begin);
            proxies.settle();
            assertEchoes(client);
            assertThat(proxies.inboundConnections.size()).isPositive();
        }
        assertThat(proxies.inboundConnections.newCloseFuture().await(10, TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void itIsCountedAsARequestAndItsBytesAsAConnections() throws Exception {
        leave();

        assertThat(TwoProxies.text(proxies.serverMetrics))
                .containsPattern("response_total\\{direction=\"inbound\".*status_code=\"101\".*} 1\n")
                .containsPattern("tcp_write_bytes_total\\{direction=\"inbound\",peer=\"dst\".*} [0-9]{4,}");
        assertThat(TwoProxies.text(proxies.clientMetrics))
                .containsPattern("response_total\\{direction=\"outbound\".*status_code=\"101\".*} 1\n");
    }

    @Test
    void tapShowsItAsARequestThatHasBeenAnswered() throws Exception {
        TapWatch watch = proxies.serverTaps
                .add(new TapWatch.Wish(100, new TapMatch.All(List.of()), false), () -> {})
                .orElseThrow();
        leave();

        assertThat(Stream.generate(watch::poll).limit(4).map(UpgradesThroughTwoProxiesTest::kind))
                .containsExactly("req /chat", "rsp 101", "end", "nothing");
    }

    private static String kind(@Nullable TapEvent event) {
        return switch (event) {
            case null -> "nothing";
            case TapEvent.RequestInit request -> "req " + request.path();
            case TapEvent.ResponseInit response -> "rsp " + response.status();
            case TapEvent.ResponseEnd end -> "end";
        };
    }

    @Test
    void connectTunnelsToWhereItsConnectionWent() throws Exception {
        answer = "HTTP/1.1 200 Connected\r\nContent-Length: 7\r\n\r\n";
        try (Socket client = connect()) {
            say(client, "CONNECT web:443 HTTP/1.1\r\nHost: web:443\r\n\r\nearly");
            assertThat(hear(client, "\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 ")
                    .doesNotContainIgnoringCase("content-length")
                    .doesNotContainIgnoringCase("transfer-encoding");
            assertThat(hear(client, "early")).isEqualTo("early");
            assertEchoes(client);
        }
        assertThat(app.heads).singleElement().asString().startsWith("1: CONNECT web:443 HTTP/1.1\r\n");
    }

    /** The application answers 200 to whatever it is asked, and would take what follows for requests. */
    @Test
    void wherePolicySpeaksOfRequestsNothingIsTunnelledPastIt() throws Exception {
        answer = "HTTP/1.1 200 Fine\r\n\r\n";
        proxies.serverPolicy.set(new Watched.Present<>(
                TwoProxies.policy(new ServerProtocol.Http1(), Authentication.MeshIdentity.any())));
        try (Wiretap wire = proxies.fromElsewhere();
                Socket client = connect()) {
            assertThat(wire.port()).isPositive();
            say(client, "CONNECT web:443 HTTP/1.1\r\nHost: web:443\r\n\r\n");
            assertThat(hear(client, "\r\n\r\n")).startsWith("HTTP/1.1 403 ");
        }
        assertThat(app.heads).isEmpty();
    }

    @Test
    void aRefusedConnectIsAnsweredAsEver() throws Exception {
        answer = "HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 2\r\n\r\nno";
        try (Socket client = connect()) {
            say(client, "CONNECT web:443 HTTP/1.1\r\nHost: web:443\r\n\r\n");
            assertThat(hear(client, "no")).startsWith("HTTP/1.1 405 ");
            say(client, "GET /plain HTTP/1.1\r\nHost: web\r\n\r\n");
            assertThat(hear(client, "ok")).startsWith("HTTP/1.1 200 ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECT /path HTTP/1.1, x: y",
        "CONNECT http://web/ HTTP/1.1, x: y",
        "CONNECT web:443 HTTP/1.0, x: y",
        "CONNECT web:443 HTTP/1.1, Content-Length: 5",
        "CONNECT web:443 HTTP/1.1, Transfer-Encoding: chunked",
        "GET web:443 HTTP/1.1, x: y"
    })
    void whatIsNoConnectIsABadRequest(String line, String header) throws Exception {
        try (Socket client = connect()) {
            say(client, line + "\r\nHost: web\r\n" + header + "\r\n\r\n");
            assertThat(hear(client, "\r\n\r\n")).contains(" 400 ");
        }
        assertThat(app.heads).isEmpty();
    }

    @Test
    void connectOverHttp2IsABadRequest() throws Exception {
        try (RawHttp2 client = RawHttp2.client(proxies.clientPort())) {
            client.headers(1, false, ":method", "CONNECT", ":authority", "web:443");
            assertThat(client.answer(1).status()).isEqualTo("400");
        }
        assertThat(app.heads).isEmpty();
    }

    private void leave() throws Exception {
        try (Socket client = connect()) {
            say(client, UPGRADE);
            hear(client, "\r\n\r\n");
            assertEchoes(client);
        }
    }

    /** More than any buffer on the way holds. */
    private static void assertEchoes(Socket client) throws Exception {
        String much = "x".repeat(3_000_000) + "end";
        Thread writer = Thread.ofVirtual().start(() -> {
            try {
                say(client, much);
            } catch (IOException gone) {
                throw new java.io.UncheckedIOException(gone);
            }
        });
        byte[] echoed = client.getInputStream().readNBytes(much.length());
        writer.join();
        assertThat(new String(echoed, StandardCharsets.US_ASCII)).isEqualTo(much);
    }

    private Socket connect() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxies.clientPort());
        client.setSoTimeout(20_000);
        return client;
    }

    private static String hear(Socket client, String end) throws IOException {
        return ScriptedApp.until(client.getInputStream(), end);
    }

    private static void say(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
