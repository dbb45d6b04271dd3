package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.transport.DrainEvent;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The server's proxy ends its connections again and again while requests cross them. */
class DrainUnderLoadTest {
    private static final int DRAINS = 20;
    private static final int REQUESTS_BETWEEN = 25;

    private final ScriptedApp app = new ScriptedApp(head -> "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    private final TwoProxies proxies = new TwoProxies(app.port(), new ServerProtocol.Detect(Duration.ofSeconds(5)));

    DrainUnderLoadTest() throws Exception {}

    @AfterEach
    void stop() throws Exception {
        proxies.close();
        app.close();
    }

    @Test
    void noRequestIsLost() throws Exception {
        Set<String> answers = new TreeSet<>();
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), proxies.clientPort())) {
            client.setSoTimeout(20_000);
            for (int drain = 0; drain < DRAINS; drain++) {
                for (int i = 0; i < REQUESTS_BETWEEN; i++) {
                    say(client, "GET / HTTP/1.1\r\nHost: web\r\n\r\n");
                    if (i == REQUESTS_BETWEEN / 2) {
                        proxies.inboundConnections.forEach(
                                connection -> connection.pipeline().fireUserEventTriggered(DrainEvent.DRAIN));
                    }
                    answers.add(ScriptedApp.until(client.getInputStream(), "ok").split("\r\n", 2)[0]);
                }
            }
        }

        assertThat(answers).containsExactly("HTTP/1.1 200 OK");
        assertThat(proxies.inboundConnectionsSeen).hasValueGreaterThanOrEqualTo(DRAINS / 2);
    }

    private static void say(Socket client, String text) throws Exception {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
