package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.control.Sockets;
import io.weft.testkit.time.ManualTicker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** metrics, 1: latency is from the request's head to the response's first data or its end, whichever comes first. */
class LatencyTest {
    private static final Pattern SUM = Pattern.compile("(?m)^response_latency_ms_sum\\{.*status_code=\"200\"} (.*)$");
    private static final Pattern COUNT =
            Pattern.compile("(?m)^response_latency_ms_count\\{.*status_code=\"200\"} (.*)$");

    private final ManualTicker ticker = new ManualTicker();
    private final ServerSocket app = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final TwoProxies proxies =
            new TwoProxies(app.getLocalPort(), new ServerProtocol.Detect(Duration.ofSeconds(5)));

    LatencyTest() throws IOException {
        app.setSoTimeout(20_000);
        proxies.ticker = ticker;
    }

    @AfterEach
    void stop() throws IOException {
        app.close();
        proxies.close();
    }

    /** 20 ms to the head, 300 ms more to the first of two bytes, and 4 s more to the other. */
    @Test
    void itIsToTheFirstDataAndNotToTheHeadNorToTheEnd() throws Exception {
        try (Socket client = ask();
                Socket served = asked()) {
            ticker.advance(Duration.ofMillis(20));
            say(served, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
            assertThat(ScriptedApp.until(client.getInputStream(), "\r\n\r\n")).startsWith("HTTP/1.1 200 ");
            ticker.advance(Duration.ofMillis(300));
            say(served, "a");
            assertThat(client.getInputStream().read()).isEqualTo('a');
            ticker.advance(Duration.ofSeconds(4));
            say(served, "b");
            assertThat(client.getInputStream().read()).isEqualTo('b');

            assertBothSay("320");
        }
    }

    @Test
    void itIsToTheEndOfWhatHasNoData() throws Exception {
        try (Socket client = ask();
                Socket served = asked()) {
            ticker.advance(Duration.ofMillis(70));
            say(served, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            assertThat(ScriptedApp.until(client.getInputStream(), "\r\n\r\n")).startsWith("HTTP/1.1 200 ");

            assertBothSay("70");
        }
    }

    private Socket ask() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxies.clientPort());
        client.setSoTimeout(20_000);
        say(client, "GET / HTTP/1.1\r\nHost: web\r\n\r\n");
        return client;
    }

    /** The application has the whole request. */
    private Socket asked() throws IOException {
        Socket served = app.accept();
        served.setSoTimeout(20_000);
        assertThat(ScriptedApp.until(served.getInputStream(), "\r\n\r\n")).startsWith("GET / HTTP/1.1\r\n");
        return served;
    }

    private static void say(Socket to, String text) throws IOException {
        to.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private void assertBothSay(String milliseconds) throws InterruptedException {
        Sockets.await(() -> found(COUNT).equals(List.of("1", "1")));

        assertThat(found(SUM)).containsExactly(milliseconds, milliseconds);
    }

    /** Of the client's proxy, and of the server's. */
    private List<String> found(Pattern sample) {
        String told = TwoProxies.text(proxies.clientMetrics) + TwoProxies.text(proxies.serverMetrics);
        return sample.matcher(told).results().map(match -> match.group(1)).toList();
    }
}
