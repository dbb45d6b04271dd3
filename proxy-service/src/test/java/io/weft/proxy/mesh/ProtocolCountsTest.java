package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** metrics, 6: outbound_tcp_detect_http_… and outbound_tcp_protocol_connections_total. */
class ProtocolCountsTest {
    private static final String PARENT = "parent_group=\"core\",parent_kind=\"Service\",parent_namespace=\"test\","
            + "parent_name=\"server\",parent_port=\"80\",parent_section_name=\"\"} 1";
    private static final String RESULTS = "outbound_tcp_detect_http_results_total{";
    private static final String DURATIONS = "outbound_tcp_detect_http_duration_seconds_count{";
    private static final String CONNECTIONS = "outbound_tcp_protocol_connections_total{";

    private final TwoProxies proxies = new TwoProxies(1, new ServerProtocol.Opaque());

    @AfterEach
    void stop() {
        proxies.close();
    }

    @ParameterizedTest
    @CsvSource({"GET / HTTP/1.1, http/1", "PRI * HTTP/2.0, http/2", "EHLO mail.example, not_http"})
    void theFirstLineSaysWhatIsDetected(String line, String result) throws Exception {
        try (Socket client = connect()) {
            client.getOutputStream().write((line + "\r\n\r\nSM\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            awaitCounts(detected(result), List.of(CONNECTIONS + "protocol=\"detect\"," + PARENT));
        }
    }

    @Test
    void whoIsSilentForTooLongIsOneOfTheResults() throws Exception {
        proxies.policy(new ClientPolicy.Protocol.Detect(Duration.ofMillis(50)));
        try (Socket client = connect()) {
            awaitCounts(detected("read_timeout"), List.of(CONNECTIONS + "protocol=\"detect\"," + PARENT));
            assertThat(client.getInputStream().read()).isEqualTo(-1); // nobody is there for its bytes
        }
    }

    @Test
    void whoGoesWithoutAWordIsAnErrorAndOfNoProtocol() throws Exception {
        connect().close();

        awaitCounts(detected("error"), List.of());
    }

    static Stream<Arguments> policies() {
        return Stream.of(
                Arguments.of(new ClientPolicy.Protocol.Http1(), "http/1"),
                Arguments.of(new ClientPolicy.Protocol.Http2(), "http/2"),
                Arguments.of(new ClientPolicy.Protocol.Grpc(), "http/2"),
                Arguments.of(new ClientPolicy.Protocol.Opaque(), "opaq"));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void whereThePolicyNamesTheProtocolNothingIsDetected(ClientPolicy.Protocol policy, String protocol)
            throws Exception {
        proxies.policy(policy);
        try (Socket client = connect()) {
            assertThat(client.isConnected()).isTrue();
            awaitCounts(List.of(), List.of(CONNECTIONS + "protocol=\"" + protocol + "\"," + PARENT));
        }
    }

    @Test
    void tlsOfTheApplicationIsCountedAsSuchEvenWithoutARoute() throws Exception {
        proxies.policy(new ClientPolicy.Protocol.Tls(List.of()));
        try (SSLSocket client =
                JdkTls.over(connect(), JdkTls.context(proxies.authority, Optional.empty()), "web.example")) {
            assertThatThrownBy(client::startHandshake).isInstanceOfAny(SSLException.class, IOException.class);
        }

        awaitCounts(List.of(), List.of(CONNECTIONS + "protocol=\"tls\"," + PARENT));
    }

    private Socket connect() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxies.clientPort());
        client.setSoTimeout(20_000);
        return client;
    }

    private static List<String> detected(String result) {
        return List.of(DURATIONS + PARENT, RESULTS + "result=\"" + result + "\"," + PARENT);
    }

    /** These come in the end, and no other of the three families. */
    private void awaitCounts(List<String> detection, List<String> connections) throws InterruptedException {
        List<String> expected =
                Stream.of(detection, connections).flatMap(List::stream).toList();
        Sockets.await(() -> told().containsAll(expected));

        assertThat(told()).containsExactlyInAnyOrderElementsOf(expected);
    }

    private List<String> told() {
        return TwoProxies.text(proxies.clientMetrics)
                .lines()
                .filter(line -> Stream.of(DURATIONS, RESULTS, CONNECTIONS).anyMatch(line::startsWith))
                .toList();
    }
}
