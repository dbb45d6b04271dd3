package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weft.core.policy.ServerProtocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;

/**
 * Both sides of a mesh are servers of HTTP/2 as RFC 9113 wants them, but for three cases about HEADERS on a stream that is over.
 * The program wants the connection ended. We reset the stream: of closed streams nothing is remembered, so what a client sends
 * on purpose looks like the trailers of a request that was cancelled while they were on their way, which §5.1 tells us to be
 * prepared for; ending the connection is what an endpoint "MAY" do there, and on a connection that carries the requests of many
 * it would end theirs. A stream whose number was skipped (§5.1.1) is closed as well, and is met in the same way.
 *
 * <p>On the way in, in clear and over TLS. On the way out in clear: TLS of a client's own ends at its server, whom it would ask.
 */
class H2SpecTest {
    @TempDir
    private Path directory = Path.of("");

    private static final List<String> ARGUED = List.of(
            "http2/5.1 half closed (remote): Sends a HEADERS frame",
            "http2/5.1 closed: Sends a HEADERS frame",
            "http2/5.1.1 Sends stream identifier that is numerically smaller than previous");

    /** Answers what it has heard the end of: an answer ahead of that would be the program's, whatever comes behind. */
    private final DisposableServer app = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .protocol(HttpProtocol.H2C)
            .handle((request, response) -> response.sendString(request.receive().then(Mono.just("hello from behind"))))
            .bindNow();

    private final TwoProxies proxies = new TwoProxies(app.port(), new ServerProtocol.Detect(Duration.ofSeconds(5)));

    @BeforeAll
    static void onlyWhereItRuns() {
        assumeTrue(H2Spec.runsHere(), "h2spec is there for Linux on amd64 only");
    }

    @AfterEach
    void stop() {
        proxies.close();
        app.disposeNow();
    }

    @Test
    void theWayIn() throws Exception {
        proxies.direct = false;
        assertAllBut(new H2Spec(directory).ask(proxies.inboundPort()));
    }

    /** The program's own TLS tells no server name, by which we know what is ours: it is told for it, on the way. */
    @Test
    void theWayInOverTls() throws Exception {
        proxies.direct = false;
        SSLContext context =
                JdkTls.context(proxies.authority, Optional.of(proxies.authority.leaf(TwoProxies.CLIENT.name())));
        try (Wiretap over = new Wiretap(() -> shakenHands(context))) {
            assertAllBut(new H2Spec(directory).ask(over.port()));
        }
        assertThat(TwoProxies.text(proxies.serverMetrics))
                .containsPattern("tcp_open_total\\{direction=\"inbound\",.*tls=\"true\",client_id=\"client\\.test");
    }

    private Socket shakenHands(SSLContext context) throws IOException {
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), proxies.inboundPort());
        SSLSocket tls = JdkTls.over(plain, context, TwoProxies.SERVER.name());
        tls.startHandshake();
        return tls;
    }

    @Test
    void theWayOut() throws Exception {
        assertAllBut(new H2Spec(directory).ask(proxies.clientPort()));
    }

    private static void assertAllBut(H2Spec.Report report) {
        assertThat(report.asked()).isEqualTo(145);
        assertThat(report.failures()).isSubsetOf(ARGUED);
    }
}
