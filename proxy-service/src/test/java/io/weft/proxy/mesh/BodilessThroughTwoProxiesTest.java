package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.ProtocolHint;
import io.weft.core.policy.ServerProtocol;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that have no body whatever they say of its length; the next one on the connection is read from its beginning. */
class BodilessThroughTwoProxiesTest {
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)\r\n");

    private volatile String answer = "";
    private final ScriptedApp app = new ScriptedApp(
            head -> head.startsWith("GET /next") ? "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok" : answer);
    private final TwoProxies proxies = new TwoProxies(app.port(), new ServerProtocol.Detect(Duration.ofSeconds(5)));

    BodilessThroughTwoProxiesTest() throws Exception {}

    @AfterEach
    void stop() throws Exception {
        proxies.close();
        app.close();
    }

    @ParameterizedTest
    @CsvSource({
        "HEAD, 200 OK, Content-Length: 42, 42",
        "HEAD, 200 OK, X-None: 1, none",
        "HEAD, 404 Not Found, Content-Length: 7, 7",
        "GET, 204 No Content, X-None: 1, none",
        "DELETE, 204 No Content, X-None: 1, none",
        "GET, 304 Not Modified, X-None: 1, none",
        "GET, 304 Not Modified, Content-Length: 42, 42"
    })
    void theAnswerEndsWithItsHead(String method, String status, String header, String length) throws Exception {
        answer = "HTTP/1.1 " + status + "\r\n" + header + "\r\n\r\n";
        for (ProtocolHint hint : ProtocolHint.values()) {
            proxies.endpoint(proxies.meshed(hint, true));
            proxies.settle();
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), proxies.clientPort())) {
                client.setSoTimeout(20_000);
                say(client, method + " / HTTP/1.1\r\nHost: web\r\n\r\n");
                String head = ScriptedApp.until(client.getInputStream(), "\r\n\r\n");
                assertThat(head).startsWith("HTTP/1.1 " + status + "\r\n").doesNotContainIgnoringCase("chunked");
                Matcher said = LENGTH.matcher(head);
                assertThat(said.find() ? said.group(1) : "none").isEqualTo(length);
                say(client, "GET /next HTTP/1.1\r\nHost: web\r\n\r\n");
                assertThat(ScriptedApp.until(client.getInputStream(), "ok")).startsWith("HTTP/1.1 200 ");
            }
        }
    }

    private static void say(Socket client, String text) throws Exception {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
