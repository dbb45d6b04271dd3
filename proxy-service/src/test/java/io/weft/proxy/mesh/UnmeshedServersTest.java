package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.weft.core.Endpoint;
import io.weft.core.ProtocolHint;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.outbound.discover.ClientPolicy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers without a proxy that answer and keep the connection open: nothing but their answer tells that it is there. */
class UnmeshedServersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TwoProxies proxies = new TwoProxies(1, new ServerProtocol.Opaque());

    @AfterEach
    void stop() {
        proxies.close();
    }

    @Test
    void answerHttp1() throws Exception {
        HttpServer app = HttpServer.create(loopback(0), 0);
        app.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 5);
            exchange.getResponseBody().write("hello".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        app.start();
        endpoint(app.getAddress());
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + proxies.clientPort() + "/");
            HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();

            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).body())
                    .isEqualTo("hello");
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).body())
                    .isEqualTo("hello");
        } finally {
            app.stop(0);
        }
    }

    @Test
    void answerHttp2() throws Exception {
        Server app = EchoRpc.start();
        endpoint((InetSocketAddress) app.getListenSockets().getFirst());
        ManagedChannel client = NettyChannelBuilder.forAddress(loopback(proxies.clientPort()))
                .usePlaintext()
                .build();
        try {
            CallOptions patient = CallOptions.DEFAULT.withDeadlineAfter(PATIENCE);
            assertThatThrownBy(() -> ClientCalls.blockingUnaryCall(client, EchoRpc.FAIL, patient, new byte[1]))
                    .hasMessageContaining("on purpose");
        } finally {
            client.shutdownNow();
            app.shutdownNow();
        }
    }

    @Test
    void answerBytes() throws Exception {
        proxies.policy(new ClientPolicy.Protocol.Opaque());
        try (ServerSocket app = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            endpoint((InetSocketAddress) app.getLocalSocketAddress());
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), proxies.clientPort())) {
                client.setSoTimeout((int) PATIENCE.toMillis());
                client.getOutputStream().write(new byte[] {1, 2, 3});
                try (Socket served = app.accept()) {
                    served.getOutputStream().write(served.getInputStream().readNBytes(3));

                    assertThat(client.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
                }
            }
        }
    }

    private void endpoint(InetSocketAddress address) {
        proxies.endpoint(
                new Endpoint(address, Endpoint.DEFAULT_WEIGHT, Optional.empty(), ProtocolHint.UNKNOWN, 0, Map.of()));
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
