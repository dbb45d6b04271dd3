package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.core.Endpoint;
import io.weft.core.Http2Params;
import io.weft.core.Http2Params.KeepAlive;
import io.weft.core.ProtocolHint;
import io.weft.core.policy.ServerProtocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that takes connections and requests and says nothing, as one does whose machine is gone. */
class SilentPeersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SOON = Duration.ofMillis(50);

    private final TwoProxies proxies = new TwoProxies(1, new ServerProtocol.Opaque());
    private ServerSocket server;

    @BeforeEach
    void listen() throws Exception {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        server.setSoTimeout((int) PATIENCE.toMillis());
    }

    @AfterEach
    void stop() throws Exception {
        proxies.close();
        server.close();
    }

    @Test
    void areLeftInTheTimeTheControlPlaneSaysAndTriedAgain() throws Exception {
        proxies.endpoint(new Endpoint(
                (InetSocketAddress) server.getLocalSocketAddress(),
                Endpoint.DEFAULT_WEIGHT,
                Optional.empty(),
                ProtocolHint.HTTP2,
                0,
                Map.of(),
                new Http2Params(Optional.empty(), Optional.of(new KeepAlive(SOON, SOON, true)), OptionalInt.empty())));
        URI uri = URI.create("http://127.0.0.1:" + proxies.clientPort() + "/");
        try (HttpClient http = HttpClient.newHttpClient()) {
            CompletableFuture<HttpResponse<Void>> answer = http.sendAsync(
                    HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.discarding());
            try (Socket silent = server.accept();
                    Socket again = server.accept()) {
                assertThat(answer.join().statusCode()).isEqualTo(502);
                assertThat(silent.getInputStream().readAllBytes()).isNotEmpty();
                assertThat(again.isConnected()).isTrue();
            }
        }
    }
}
