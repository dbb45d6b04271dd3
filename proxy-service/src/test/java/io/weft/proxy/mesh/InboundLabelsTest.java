package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.weft.core.ResourceRef;
import io.weft.core.policy.Authentication;
import io.weft.core.policy.RateLimit;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.control.Sockets;
import io.weft.proxy.control.Watched;
import io.weft.proxy.inbound.policy.ServerPolicy;
import io.weft.proxy.outbound.discover.ClientPolicy;
import io.weft.testkit.golden.Golden;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** metrics, 0 to 3 and 8: every family of the server's side, and the labels of each, no more and no fewer. */
class InboundLabelsTest {
    private static final ServerProtocol DETECT = new ServerProtocol.Detect(Duration.ofSeconds(5));
    private static final Authentication NOBODY = new Authentication.MeshIdentity(List.of());
    private static final Authentication EVERYONE = new Authentication.Unauthenticated();

    @Test
    void eachFamilyOfTheServersSideHasTheLabelsOfTheTable() throws Exception {
        LabelSets told =
                new LabelSets().with(requests()).with(calls()).with(bytes()).with(strangers());

        Golden.check(getClass(), "labels-inbound.txt", told.toString());
    }

    /** Admitted, limited, denied, without a route, and without an application. */
    private static String requests() throws Exception {
        ScriptedApp app = new ScriptedApp(head -> RoutedMesh.ok("ok"));
        TwoProxies proxies = new TwoProxies(app.port(), DETECT);
        try (app;
                proxies;
                Wiretap wire = proxies.fromElsewhere()) {
            assertThat(wire.port()).isPositive();
            assertThat(get(proxies)).startsWith("HTTP/1.1 200");
            ServerPolicy open = TwoProxies.policy(DETECT, EVERYONE);
            RateLimit limit = new RateLimit(
                    ResourceRef.of("policy.linkerd.io", "HTTPLocalRateLimitPolicy", "shop", "web"),
                    OptionalLong.of(1),
                    OptionalLong.empty(),
                    List.of());
            follow(
                    proxies,
                    new ServerPolicy(
                            open.server(), open.protocol(), open.authorizations(), open.routes(), Optional.of(limit)));
            Sockets.await(() -> isLimited(proxies));
            admit(proxies, DETECT, NOBODY);
            assertThat(get(proxies)).startsWith("HTTP/1.1 403");
            follow(proxies, new ServerPolicy(ResourceRef.ofDefault("routeless"), DETECT, List.of(), List.of()));
            assertThat(get(proxies)).startsWith("HTTP/1.1 404");
            admit(proxies, DETECT, EVERYONE);
            app.close();
            assertThat(get(proxies)).startsWith("HTTP/1.1 502");
        }
        return told(proxies);
    }

    private static boolean isLimited(TwoProxies proxies) {
        try {
            return get(proxies).startsWith("HTTP/1.1 429");
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String calls() throws Exception {
        EchoMesh mesh = new EchoMesh();
        try (mesh) {
            admit(mesh.proxies, new ServerProtocol.Grpc(), EVERYONE);
            try {
                ClientCalls.blockingUnaryCall(mesh.client, EchoRpc.FAIL, CallOptions.DEFAULT, new byte[1]);
            } catch (StatusRuntimeException onPurpose) {
                assertThat(onPurpose.getStatus().getDescription()).isEqualTo("on purpose");
            }
            Sockets.await(() -> told(mesh.proxies).contains("inbound_grpc_statuses_total{"));
        }
        return told(mesh.proxies);
    }

    /** Admitted and then not any more; denied; without an application. */
    private static String bytes() throws Exception {
        ServerSocket app = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        TwoProxies proxies = new TwoProxies(app.getLocalPort(), DETECT);
        try (app;
                proxies;
                Wiretap wire = proxies.fromElsewhere()) {
            assertThat(wire.port()).isPositive();
            proxies.policy(new ClientPolicy.Protocol.Opaque());
            try (Socket client = say(proxies.clientPort())) {
                Sockets.await(() -> told(proxies).contains("inbound_tcp_authz_allow_total{"));
                admit(proxies, DETECT, NOBODY);
                assertThat(client.getInputStream().read()).isEqualTo(-1);
            }
            try (Socket client = say(proxies.clientPort())) {
                assertThat(client.getInputStream().read()).isEqualTo(-1);
            }
            admit(proxies, DETECT, EVERYONE);
            app.close();
            try (Socket client = say(proxies.clientPort())) {
                assertThat(client.getInputStream().read()).isEqualTo(-1);
            }
            Sockets.await(() -> told(proxies).contains("inbound_tcp_errors_total{"));
        }
        return told(proxies);
    }

    /** Who comes without a proxy: in plaintext, with TLS for the application, and with a reset for good-bye. */
    private static String strangers() throws Exception {
        ServerSocket app = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        TwoProxies proxies = new TwoProxies(app.getLocalPort(), DETECT);
        try (app;
                proxies) {
            proxies.direct = false;
            app.setSoTimeout(20_000);
            try (Socket client = say(proxies.inboundPort());
                    Socket served = app.accept()) {
                assertThat(served.getInputStream().read()).isEqualTo('n');
                client.setSoLinger(true, 0);
            }
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), proxies.inboundPort());
                    SSLSocket tls =
                            JdkTls.over(client, JdkTls.context(proxies.authority, Optional.empty()), "web.example")) {
                Thread handshake = Thread.ofVirtual().start(() -> endsIn(tls));
                app.accept().close();
                handshake.join();
            }
            Sockets.await(() -> told(proxies).contains("errno=\"ECONNRESET\""));
        }
        return told(proxies);
    }

    private static void endsIn(SSLSocket tls) {
        try {
            tls.startHandshake();
            throw new IllegalStateException("the application has no TLS");
        } catch (IOException ended) {
            assertThat(ended).isNotNull();
        }
    }

    private static Socket say(int port) throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
        client.setSoTimeout(20_000);
        client.getOutputStream().write("neither-HTTP-nor-TLS".getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    private static String get(TwoProxies proxies) throws Exception {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), proxies.clientPort())) {
            client.setSoTimeout(20_000);
            return RoutedMesh.exchange(client, "GET / HTTP/1.1\r\nHost: web\r\n\r\n");
        }
    }

    private static void admit(TwoProxies proxies, ServerProtocol protocol, Authentication whom) {
        follow(proxies, TwoProxies.policy(protocol, whom));
    }

    private static void follow(TwoProxies proxies, ServerPolicy policy) {
        proxies.serverPolicy.set(new Watched.Present<>(policy));
        proxies.settle();
    }

    private static String told(TwoProxies proxies) {
        return TwoProxies.text(proxies.serverMetrics);
    }
}
