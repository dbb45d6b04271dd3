package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.ProtocolHint;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.control.Sockets;
import io.weft.proxy.outbound.discover.ClientPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** metrics, 8: inbound_tcp_detect_http_… and inbound_tcp_transport_header_connections_total. */
class InboundConnectionCountsTest {
    private static final String RESULTS = "inbound_tcp_detect_http_results_total{";
    private static final String DURATIONS = "inbound_tcp_detect_http_duration_seconds_count{";
    private static final String HEADERS = "inbound_tcp_transport_header_connections_total{";

    private final ScriptedApp app = new ScriptedApp(head -> RoutedMesh.ok("ok"));
    private final TwoProxies proxies = new TwoProxies(app.port(), new ServerProtocol.Detect(Duration.ofSeconds(5)));

    InboundConnectionCountsTest() throws IOException {}

    @AfterEach
    void stop() throws IOException {
        app.close();
        proxies.close();
    }

    @ParameterizedTest
    @CsvSource({"GET / HTTP/1.1, http/1", "PRI * HTTP/2.0, http/2", "EHLO mail.example, not_http"})
    void theFirstLineSaysWhatIsDetected(String line, String result) throws Exception {
        proxies.direct = false;
        try (Socket client = connect(proxies.inboundPort())) {
            say(client, line + "\r\n\r\nSM\r\n\r\n");
            awaitCounts(detected(result));
        }
    }

    @Test
    void whoGoesWithoutAWordBehindItsTlsIsAnError() throws Exception {
        proxies.direct = false;
        SSLContext certified =
                JdkTls.context(proxies.authority, Optional.of(proxies.authority.leaf(TwoProxies.CLIENT.name())));
        try (SSLSocket client = JdkTls.over(connect(proxies.inboundPort()), certified, TwoProxies.SERVER.name())) {
            client.startHandshake();
        }

        awaitCounts(detected("error"));
    }

    /** What the client's proxy speaks, by what it knows of the server's. */
    @ParameterizedTest
    @CsvSource({"HTTP2, http/2", "UNKNOWN, http/1"})
    void theHeaderOfRequestsSaysHowTheyAreSpoken(ProtocolHint hint, String protocol) throws Exception {
        proxies.endpoint(proxies.meshed(hint, true));
        try (Socket client = connect(proxies.clientPort())) {
            assertThat(RoutedMesh.exchange(client, "GET / HTTP/1.1\r\nHost: web\r\n\r\n"))
                    .endsWith("ok");
            awaitCounts(List.of(addressed(protocol)));
        }
    }

    @Test
    void theHeaderOfBytesSaysNothingOfThem() throws Exception {
        proxies.policy(new ClientPolicy.Protocol.Opaque());
        try (Socket client = connect(proxies.clientPort())) {
            say(client, "GET / HTTP/1.1\r\nHost: web\r\n\r\n");
            assertThat(ScriptedApp.until(client.getInputStream(), "ok")).startsWith("HTTP/1.1 200 ");
            Sockets.await(() -> told().contains(addressed("")));
        }
    }

    private static Socket connect(int port) throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
        client.setSoTimeout(20_000);
        return client;
    }

    private static void say(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private List<String> detected(String result) {
        String srv = "srv_group=\"\",srv_kind=\"default\",srv_name=\"all-unauthenticated\",srv_port=\"" + app.port()
                + "\"} 1";
        return List.of(DURATIONS + srv, RESULTS + "result=\"" + result + "\"," + srv);
    }

    private String addressed(String protocol) {
        return HEADERS + "session_protocol=\"" + protocol + "\",target_port=\"" + app.port()
                + "\",target_name=\"\",client_id=\"" + TwoProxies.CLIENT + "\"} 1";
    }

    /** These come in the end, and no other of the three families. */
    private void awaitCounts(List<String> expected) throws InterruptedException {
        Sockets.await(() -> told().containsAll(expected));

        assertThat(told()).containsExactlyInAnyOrderElementsOf(expected);
    }

    private List<String> told() {
        return TwoProxies.text(proxies.serverMetrics)
                .lines()
                .filter(line -> Stream.of(DURATIONS, RESULTS, HEADERS).anyMatch(line::startsWith))
                .toList();
    }
}
