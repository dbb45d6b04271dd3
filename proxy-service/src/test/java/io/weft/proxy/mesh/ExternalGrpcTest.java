package io.weft.proxy.mesh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.weft.core.ExternalHost;
import io.weft.core.Latest;
import io.weft.core.ResourceRef;
import io.weft.proxy.control.Watched;
import io.weft.proxy.names.HostAddresses;
import io.weft.proxy.outbound.discover.Backend;
import io.weft.proxy.outbound.route.Timeouts;
import io.weft.proxy.tls.OutsideTls;
import io.weft.testkit.pki.Leaf;
import io.weft.testkit.pki.Pem;
import io.weft.testkit.pki.TestAuthority;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** brief-vs-linkerd, 5.14: HTTP/2 inside the TLS that is begun with a host outside the mesh. */
class ExternalGrpcTest {
    private static final String NAME = "api.example.com";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final MethodDescriptor<byte[], byte[]> SAME =
            EchoRpc.method(MethodDescriptor.MethodType.UNARY, "Same");

    private final TestAuthority world = TestAuthority.create();
    private final RoutedMesh mesh = new RoutedMesh(head -> RoutedMesh.ok("web"), head -> RoutedMesh.ok("other"));
    private final ManagedChannel client = NettyChannelBuilder.forAddress("127.0.0.1", mesh.proxies.clientPort())
            .usePlaintext()
            .disableRetry()
            .build();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    ExternalGrpcTest() throws Exception {}

    @BeforeEach
    void believe() {
        Path roots = Pem.write(directory.resolve("roots.pem"), Pem.of(world.anchors()));
        mesh.proxies.outsideTls = new OutsideTls(Optional.of(roots), ForkJoinPool.commonPool(), PATIENCE);
    }

    @AfterEach
    void stop() throws Exception {
        client.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        mesh.close();
    }

    @Test
    void aCallGoesOverHttp2ThatTheHostAgreedTo() throws Exception {
        Server server = server(world.leaf(NAME), "h2");
        follow(server.getPort());

        assertThat(call("ping")).isEqualTo("ping");
        server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }

    @Test
    void aHostThatDoesNotAgreeToHttp2IsSentNoCall() throws Exception {
        try (OutsideServer http1 =
                new OutsideServer(world, world.leaf(NAME), List.of("http/1.1"), RoutedMesh.ok("outside"))) {
            follow(http1.address().getPort());

            assertThatThrownBy(() -> call("secret"))
                    .isInstanceOf(StatusRuntimeException.class)
                    .hasMessageContaining(NAME);
            assertThat(http1.heads).isEmpty();
        }
    }

    private String call(String said) {
        CallOptions soon = CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS);
        return new String(ClientCalls.blockingUnaryCall(client, SAME, soon, said.getBytes(UTF_8)), UTF_8);
    }

    private static Server server(Leaf leaf, String... protocols) throws Exception {
        SslContext tls = SslContextBuilder.forServer(leaf.key(), leaf.chain().toArray(X509Certificate[]::new))
                .sslProvider(SslProvider.OPENSSL)
                .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        protocols))
                .build();
        return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sslContext(tls)
                .addService(ServerServiceDefinition.builder("test.Echo")
                        .addMethod(SAME, ServerCalls.asyncUnaryCall((request, answer) -> {
                            answer.onNext(request);
                            answer.onCompleted();
                        }))
                        .build())
                .build()
                .start();
    }

    private void follow(int port) {
        mesh.proxies.discovery.hosts.put(
                NAME, new Latest<>(new Watched.Present<>(HostAddresses.of(List.of(InetAddress.getLoopbackAddress())))));
        ResourceRef ref =
                ResourceRef.of("core", "Service", "test", "external-api").withPort(port);
        Backend outside = new Backend.External(ref, NAME, port, new ExternalHost(NAME, true), Map.of());
        mesh.follow(RoutedMesh.rule(outside, Timeouts.NONE, Optional.empty()));
    }
}
