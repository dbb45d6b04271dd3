package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.weft.core.Network;
import io.weft.core.ResourceRef;
import io.weft.core.policy.Authentication;
import io.weft.core.policy.Authorization;
import io.weft.core.policy.ClientNetwork;
import io.weft.core.policy.IdentityMatch;
import io.weft.core.policy.RateLimit;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.control.Watched;
import io.weft.proxy.inbound.policy.InboundRoute;
import io.weft.proxy.inbound.policy.ServerPolicy;
import io.weft.proxy.outbound.discover.ClientPolicy;
import java.io.IOException;
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
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who is admitted and who is not, end to end, and what both proxies say of it. */
class EnforcementTest {
    private static final Authentication NOBODY = new Authentication.MeshIdentity(List.of());
    private static final Authentication CLIENT =
            new Authentication.MeshIdentity(List.of(new IdentityMatch.Exact(TwoProxies.CLIENT)));
    private static final Authentication EVERYONE = new Authentication.Unauthenticated();
    private static final ServerProtocol DETECT = new ServerProtocol.Detect(Duration.ofSeconds(5));

    @Test
    void whoIsAdmittedByAuditAloneIsNamedInTheLogAndOthersAreNot() throws Exception {
        HttpServer app = app();
        try (TwoProxies proxies = new TwoProxies(app.getAddress().getPort(), DETECT);
                Wiretap wire = proxies.fromElsewhere();
                LogLines log = new LogLines()) {
            assertThat(wire.port()).isPositive();
            assertThat(get(proxies).statusCode()).isEqualTo(204);
            assertThat(log.lines()).noneMatch(line -> line.contains("audit"));
            Authorization audit = new Authorization(
                    ResourceRef.ofDefault("audit"),
                    List.of(ClientNetwork.of(Network.parse("0.0.0.0/0").orElseThrow())),
                    EVERYONE);
            proxies.serverPolicy.set(new Watched.Present<>(new ServerPolicy(
                    ResourceRef.ofDefault("audit"), DETECT, List.of(audit), List.of(InboundRoute.ofDefault()))));
            assertThat(get(proxies).statusCode()).isEqualTo(204);
            assertThat(log.lines())
                    .anyMatch(line -> line.matches("admitted by audit alone: GET / for \\S+ from \\S+ \\("
                            + Pattern.quote(TwoProxies.CLIENT.name()) + "\\)"));
        } finally {
            app.stop(0);
        }
    }

    private static void admit(TwoProxies proxies, ServerProtocol protocol, Authentication whom) {
        proxies.serverPolicy.set(new Watched.Present<>(TwoProxies.policy(protocol, whom)));
    }

    private static HttpServer app(String... headers) throws IOException {
        HttpServer app = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        app.createContext("/", exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        app.start();
        return app;
    }

    private static HttpResponse<Void> get(TwoProxies proxies, String... headers) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + proxies.clientPort() + "/"))
                    .timeout(Duration.ofSeconds(20));
            return http.send(
                    (headers.length == 0 ? request : request.headers(headers)).build(),
                    HttpResponse.BodyHandlers.discarding());
        }
    }

    @Test
    void aRequestIsDeniedAndAdmittedAsThePolicyChanges() throws Exception {
        HttpServer app = app();
        try (TwoProxies proxies = new TwoProxies(app.getAddress().getPort(), DETECT);
                Wiretap wire = proxies.fromElsewhere()) {
            assertThat(wire.port()).isPositive();
            assertThat(get(proxies).statusCode()).isEqualTo(204);
            admit(proxies, DETECT, NOBODY);
            assertThat(get(proxies).statusCode()).isEqualTo(403);
            admit(proxies, DETECT, CLIENT);
            assertThat(get(proxies).statusCode()).isEqualTo(204);
        } finally {
            app.stop(0);
        }
    }

    @Test
    void moreRequestsThanTheRateLimitAreTurnedAwayAndCounted() throws Exception {
        HttpServer app = app();
        try (TwoProxies proxies = new TwoProxies(app.getAddress().getPort(), DETECT);
                HttpClient http = HttpClient.newHttpClient()) {
            ServerPolicy open = TwoProxies.policy(DETECT, EVERYONE);
            RateLimit limit = new RateLimit(
                    ResourceRef.of("policy.linkerd.io", "HTTPLocalRateLimitPolicy", "shop", "web"),
                    OptionalLong.of(2),
                    OptionalLong.empty(),
                    List.of());
            proxies.serverPolicy.set(new Watched.Present<>(new ServerPolicy(
                    open.server(), open.protocol(), open.authorizations(), open.routes(), Optional.of(limit))));
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + proxies.clientPort() + "/"))
                    .build();

            List<Integer> statuses = Stream.generate(
                            () -> http.sendAsync(request, HttpResponse.BodyHandlers.discarding()))
                    .limit(20)
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .map(HttpResponse::statusCode)
                    .toList();

            assertThat(statuses).containsOnly(204, 429);
            long refused = statuses.stream().filter(status -> status == 429).count();
            assertThat(TwoProxies.text(proxies.serverMetrics))
                    .containsPattern("inbound_http_local_ratelimit_total\\{[^}]*ratelimit_name=\"web\","
                            + "ratelimit_scope=\"total\"[^}]*} " + refused + "\n");
        } finally {
            app.stop(0);
        }
    }

    @Test
    void anInvalidPolicyIsAnInternalError() throws Exception {
        HttpServer app = app();
        try (TwoProxies proxies = new TwoProxies(app.getAddress().getPort(), DETECT)) {
            proxies.serverPolicy.set(new Watched.Present<>(new ServerPolicy(
                    ResourceRef.ofDefault("invalid"),
                    new ServerProtocol.Detect(Duration.ofSeconds(10)),
                    List.of(),
                    List.of())));
            assertThat(get(proxies).statusCode()).isEqualTo(500);
        } finally {
            app.stop(0);
        }
    }

    @Test
    void aCallIsDeniedInGrpcsWords() throws Exception {
        Server app = EchoRpc.start();
        try (TwoProxies proxies = new TwoProxies(app.getPort(), DETECT);
                Wiretap wire = proxies.fromElsewhere()) {
            assertThat(wire.port()).isPositive();
            admit(proxies, DETECT, NOBODY);
            ManagedChannel client = NettyChannelBuilder.forAddress("127.0.0.1", proxies.clientPort())
                    .usePlaintext()
                    .build();
            StatusRuntimeException denied = catchThrowableOfType(
                    StatusRuntimeException.class,
                    () -> ClientCalls.blockingUnaryCall(client, EchoRpc.FAIL, CallOptions.DEFAULT, new byte[1]));
            assertThat(denied.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
            client.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        } finally {
            app.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void anotherIdentityThanTheOneRequiredIsABadGateway() throws Exception {
        HttpServer app = app();
        try (TwoProxies proxies = new TwoProxies(app.getAddress().getPort(), DETECT)) {
            assertThat(get(proxies, "l5d-require-id", TwoProxies.SERVER.name()).statusCode())
                    .isEqualTo(204);
            assertThat(get(proxies, "l5d-require-id", TwoProxies.CLIENT.name()).statusCode())
                    .isEqualTo(502);
            assertThat(TwoProxies.text(proxies.clientMetrics))
                    .contains("outbound_http_errors_total{error=\"identity required\"} 1");
        } finally {
            app.stop(0);
        }
    }

    @Test
    void whatAPeerSaysInAProxysNameIsNotRepeated() throws Exception {
        HttpServer app = app("l5d-proxy-error", "forged", "l5d-proxy-connection", "close");
        try (TwoProxies proxies = new TwoProxies(app.getAddress().getPort(), DETECT)) {
            assertThat(get(proxies).headers().map()).doesNotContainKeys("l5d-proxy-error", "l5d-proxy-connection");
        } finally {
            app.stop(0);
        }
    }

    /** The application has half of what its client meant to send, and must not take it for all. */
    @Test
    void anOpenConnectionEndsWhenItsRightDoesAndTheApplicationSeesItBreak() throws Exception {
        try (ServerSocket app = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                TwoProxies proxies = new TwoProxies(app.getLocalPort(), new ServerProtocol.Opaque());
                Wiretap wire = proxies.fromElsewhere()) {
            assertThat(wire.port()).isPositive();
            proxies.policy(new ClientPolicy.Protocol.Opaque());
            try (Socket client = opaque(proxies);
                    Socket server = app.accept()) {
                client.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
                assertThat(server.getInputStream().readNBytes(5)).hasSize(5);
                admit(proxies, new ServerProtocol.Opaque(), NOBODY);
                assertThat(client.getInputStream().read()).isEqualTo(-1);
                server.setSoTimeout(20_000);
                assertThatThrownBy(() -> server.getInputStream().read()).hasMessage("Connection reset");
            }
            try (Socket client = opaque(proxies)) {
                assertThat(client.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    private static Socket opaque(TwoProxies proxies) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxies.clientPort());
        socket.setSoTimeout(20_000);
        return socket;
    }
}
