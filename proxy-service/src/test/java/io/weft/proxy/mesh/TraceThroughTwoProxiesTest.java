package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.Ticker;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.trace.Span;
import io.weft.proxy.trace.SpanQueue;
import io.weft.proxy.trace.Tracer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A request has a span in each proxy, the later one below the earlier, and the application hears of both. */
class TraceThroughTwoProxiesTest {
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final ScriptedApp app = new ScriptedApp(head -> head.contains("/gone") ? "" : ANSWER);
    private final TwoProxies proxies = new TwoProxies(app.port(), new ServerProtocol.Detect(Duration.ofSeconds(5)));
    private final SpanQueue clientSpans = new SpanQueue(() -> {});
    private final SpanQueue serverSpans = new SpanQueue(() -> {});

    TraceThroughTwoProxiesTest() throws IOException {}

    @AfterEach
    void stop() throws IOException {
        proxies.close();
        app.close();
    }

    @Test
    void aTraceBegunByTheFirstProxyGoesOnInTheSecondAndInTheApplication() throws Exception {
        trace(1);
        say("GET /a HTTP/1.1\r\nHost: web\r\nConnection: close\r\n\r\n");

        Span first = only(clientSpans);
        Span second = only(serverSpans);
        assertThat(first.parent()).isZero();
        assertThat(second.parent()).isEqualTo(first.id());
        assertThat(List.of(second.high(), second.low())).isEqualTo(List.of(first.high(), first.low()));
        assertThat(List.of(first.side(), second.side())).isEqualTo(List.of(Span.Side.OUTBOUND, Span.Side.INBOUND));
        assertThat(List.of(first.status(), second.status())).isEqualTo(List.of(200, 200));
        assertThat(app.heads.getFirst())
                .contains("traceparent: 00-%016x%016x-%016x-01".formatted(first.high(), first.low(), second.id()));
    }

    @Test
    void oneThatIsNotSampledIsNotSampledByTheSecondEither() throws Exception {
        trace(1e-18);
        say("GET /a HTTP/1.1\r\nHost: web\r\nConnection: close\r\n\r\n");

        assertThat(spans(clientSpans)).isEmpty();
        assertThat(spans(serverSpans)).isEmpty();
        assertThat(app.heads.getFirst()).containsPattern("traceparent: 00-[0-9a-f]{32}-[0-9a-f]{16}-00");
    }

    @Test
    void withoutRootsOnlyTracesOfClientsAreFollowed() throws Exception {
        trace(0);
        String again = String.join(
                "\r\n",
                "GET /b HTTP/1.1",
                "Host: web",
                "x-b3-traceid: a3ce929d0e0e4736",
                "x-b3-spanid: 00f067aa0ba902b7",
                "x-b3-sampled: 1",
                "Connection: close",
                "",
                "");
        say("GET /a HTTP/1.1\r\nHost: web\r\n\r\n" + again);

        assertThat(app.heads.getFirst()).doesNotContain("traceparent").doesNotContain("x-b3");
        assertThat(only(clientSpans).parent()).isEqualTo(0x00f067aa0ba902b7L);
        assertThat(app.heads.getLast())
                .contains("x-b3-spanid: %016x".formatted(only(serverSpans).id()));
    }

    @Test
    void whatTheApplicationDoesNotAnswerHasTheStatusTheClientSaw() throws Exception {
        trace(1);
        say("POST /gone HTTP/1.1\r\nHost: web\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        assertThat(only(clientSpans).status()).isEqualTo(502);
        assertThat(only(serverSpans).status()).isEqualTo(502);
    }

    private void trace(double ratio) {
        RandomGenerator random = new Random(7);
        proxies.clientTracer = new Tracer(ratio, () -> random, InstantSource.system(), Ticker.system(), clientSpans);
        proxies.serverTracer = new Tracer(ratio, () -> random, InstantSource.system(), Ticker.system(), serverSpans);
    }

    private Span only(SpanQueue queue) {
        List<Span> all = spans(queue);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static List<Span> spans(SpanQueue queue) {
        List<Span> all = new ArrayList<>();
        queue.take(all);
        return all;
    }

    private void say(String requests) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxies.clientPort())) {
            socket.getOutputStream().write(requests.getBytes(StandardCharsets.ISO_8859_1));
            socket.getInputStream().readAllBytes();
        }
    }
}
