package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.policy.Authentication;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.control.Watched;
import io.weft.proxy.inbound.AccessLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The proxy beside a server tells of each request, whatever became of it, and of nothing twice. */
class AccessLogTest {
    private static final ServerProtocol HTTP = new ServerProtocol.Detect(Duration.ofSeconds(5));

    private final ScriptedApp app =
            new ScriptedApp(head -> head.contains("/gone") ? "" : "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    private final TwoProxies proxies = new TwoProxies(app.port(), HTTP);
    private final List<AccessLog.Entry> entries = new CopyOnWriteArrayList<>();

    AccessLogTest() throws IOException {
        proxies.accessLog = entries::add;
    }

    @AfterEach
    void stop() throws IOException {
        proxies.close();
        app.close();
    }

    @Test
    void aRequestIsToldWithWhoAskedAndWhatWasAnswered() throws Exception {
        say("POST /a?b HTTP/1.1\r\nHost: web\r\nUser-Agent: test\r\nX-Request-Id: r1\r\nContent-Length: 0\r\n\r\n");

        assertThat(entries).singleElement().satisfies(entry -> {
            assertThat(entry.identity()).contains(TwoProxies.CLIENT);
            assertThat(List.of(entry.method(), entry.uri(), entry.version(), entry.traceId(), entry.requestBytes()))
                    .containsExactly("POST", "/a?b", "HTTP/1.1", "r1", "0");
            assertThat(List.of(
                            entry.userAgent(),
                            entry.host(),
                            entry.responseBytes().orElse("none")))
                    .containsExactly("test", "web", "2");
            assertThat(entry.status()).isEqualTo(200);
            assertThat(entry.totalNanos()).isGreaterThan(entry.processingNanos());
        });
    }

    @Test
    void whatIsDeniedIsToldToo() throws Exception {
        proxies.direct = false;
        proxies.serverPolicy.set(new Watched.Present<>(TwoProxies.policy(HTTP, Authentication.MeshIdentity.any())));
        say(
                new Socket(
                        InetAddress.getLoopbackAddress(), proxies.inboundPort(), InetAddress.ofLiteral("127.0.0.2"), 0),
                "GET /denied HTTP/1.1\r\nHost: web\r\n\r\n");

        assertThat(entries).singleElement().satisfies(entry -> {
            assertThat(entry.identity()).isEmpty();
            assertThat(entry.client().getAddress()).isEqualTo(InetAddress.ofLiteral("127.0.0.2"));
            assertThat(entry.status()).isEqualTo(403);
        });
    }

    @Test
    void whatTheApplicationDoesNotAnswerIsToldWithOurAnswer() throws Exception {
        say("POST /gone HTTP/1.1\r\nHost: web\r\nContent-Length: 0\r\n\r\n");

        assertThat(entries).extracting(AccessLog.Entry::status).containsExactly(502);
    }

    private void say(String request) throws IOException {
        say(new Socket(InetAddress.getLoopbackAddress(), proxies.clientPort()), request);
    }

    private static void say(Socket socket, String request) throws IOException {
        try (Socket client = socket) {
            client.setSoTimeout(20_000);
            client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            client.shutdownOutput();
            assertThat(client.getInputStream().readAllBytes()).isNotEmpty();
        }
    }
}
