package io.weft.proxy.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.weft.core.Endpoint;
import io.weft.core.Latest;
import io.weft.core.ResourceRef;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.config.Backoff;
import io.weft.proxy.control.Sockets;
import io.weft.proxy.control.Watched;
import io.weft.proxy.outbound.discover.Backend;
import io.weft.proxy.outbound.discover.ClientPolicy;
import io.weft.proxy.outbound.discover.EndpointSet;
import io.weft.proxy.outbound.discover.HttpRoutes;
import io.weft.proxy.outbound.route.BudgetTerms;
import io.weft.proxy.outbound.route.Retry;
import io.weft.proxy.outbound.route.Timeouts;
import io.weft.proxy.route.HostMatch;
import io.weft.proxy.route.HttpMatch;
import io.weft.testkit.golden.Golden;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** metrics, 0 to 7: every family of the client's side, and the labels of each, no more and no fewer, in the sheet's words. */
class OutboundLabelsTest {
    private static final ServerProtocol DETECT = new ServerProtocol.Detect(Duration.ofSeconds(5));
    private static final MethodDescriptor<byte[], byte[]> CALL =
            EchoRpc.method(MethodDescriptor.MethodType.UNARY, "AtOnce");

    @Test
    void eachFamilyOfTheClientsSideHasTheLabelsOfTheTable() throws Exception {
        LabelSets told = new LabelSets()
                .with(requests())
                .with(requestsOfAProfile())
                .with(requestsNobodyIsLeftFor())
                .with(calls())
                .with(bytes())
                .with(tlsOfTheApplication());

        Golden.check(getClass(), "labels-outbound.txt", told.toString());
    }

    private static String requests() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        RoutedMesh mesh = new RoutedMesh(
                head -> failures.getAndDecrement() > 0 ? RoutedMesh.status(503) : RoutedMesh.ok("ok"),
                head -> RoutedMesh.ok("other"));
        try (mesh) {
            mesh.follow(RoutedMesh.rule(Timeouts.NONE, retry(Set.of())));
            failures.set(1);
            assertThat(mesh.get("/")).startsWith("HTTP/1.1 200");
            failures.set(2);
            assertThat(mesh.get("/")).startsWith("HTTP/1.1 503");
            assertThat(mesh.get("/", "l5d-require-id: somebody\r\n")).startsWith("HTTP/1.1 502");
        }
        return told(mesh.proxies);
    }

    private static String requestsOfAProfile() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        RoutedMesh mesh = new RoutedMesh(
                head -> failures.getAndDecrement() > 0 ? RoutedMesh.status(503) : RoutedMesh.ok("ok"),
                head -> RoutedMesh.ok("other"));
        try (mesh) {
            mesh.proxies.discovery.profile.set(
                    RoutedMesh.profile(Optional.of(new BudgetTerms(0, 1, Duration.ofSeconds(1), 0))));
            failures.set(1);
            mesh.get("/");
            failures.set(1);
            mesh.get("/"); // the budget is spent
        }
        return told(mesh.proxies);
    }

    private static String requestsNobodyIsLeftFor() throws Exception {
        AtomicReference<Runnable> beforeAnswer = new AtomicReference<>(() -> {});
        RoutedMesh mesh = new RoutedMesh(
                head -> {
                    beforeAnswer.get().run();
                    return RoutedMesh.status(503);
                },
                head -> RoutedMesh.ok("other"));
        try (mesh) {
            mesh.follow(RoutedMesh.rule(Timeouts.NONE, retry(Set.of())));
            beforeAnswer.set(() -> forget(mesh.proxies));
            assertThat(mesh.get("/")).startsWith("HTTP/1.1 503");
        }
        return told(mesh.proxies);
    }

    private static void forget(TwoProxies proxies) {
        proxies.discovery.endpoints.set(new Watched.Ended<>(true, "no such name"));
        proxies.settle();
    }

    private static String calls() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        AtomicReference<Runnable> beforeFailure = new AtomicReference<>(() -> {});
        Server app = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(ServerServiceDefinition.builder("test.Echo")
                        .addMethod(
                                CALL, ServerCalls.asyncUnaryCall((byte[] request, StreamObserver<byte[]> answers) -> {
                                    if (failures.getAndDecrement() > 0) {
                                        beforeFailure.get().run();
                                        answers.onError(Status.UNAVAILABLE.asRuntimeException());
                                    } else {
                                        answers.onNext(request);
                                        answers.onCompleted();
                                    }
                                }))
                        .build())
                .build()
                .start();
        TwoProxies proxies = new TwoProxies(app.getPort(), DETECT);
        try (proxies) {
            proxies.grpc(new HttpRoutes(
                    true,
                    List.of(new HttpRoutes.Case(
                            HttpMatch.all(), RoutedMesh.rule(proxies.backend(), Timeouts.NONE, retry(Set.of(14))))),
                    Optional.empty()));
            ManagedChannel client = NettyChannelBuilder.forAddress("127.0.0.1", proxies.clientPort())
                    .usePlaintext()
                    .disableRetry()
                    .build();
            failures.set(1);
            assertThat(call(client)).isEqualTo(Status.Code.OK);
            failures.set(2);
            assertThat(call(client)).isEqualTo(Status.Code.UNAVAILABLE);
            beforeFailure.set(() -> forget(proxies));
            failures.set(1);
            assertThat(call(client)).isEqualTo(Status.Code.UNAVAILABLE);
            client.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        } finally {
            app.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        }
        return told(proxies);
    }

    private static Status.Code call(ManagedChannel client) {
        try {
            ClientCalls.blockingUnaryCall(
                    client, CALL, CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS), new byte[1]);
            return Status.Code.OK;
        } catch (StatusRuntimeException failed) {
            return failed.getStatus().getCode();
        }
    }

    /** One connection is carried, one is reset, one is refused. */
    private static String bytes() throws Exception {
        ServerSocket app = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        TwoProxies proxies = new TwoProxies(app.getLocalPort(), new ServerProtocol.Opaque());
        try (app;
                proxies) {
            proxies.policy(new ClientPolicy.Protocol.Opaque());
            try (Socket client = connect(proxies);
                    Socket served = app.accept()) {
                client.getOutputStream().write(7);
                assertThat(served.getInputStream().read()).isEqualTo(7);
                client.setSoLinger(true, 0); // ends with a reset
            }
            Sockets.await(() -> told(proxies).contains("errno=\"ECONNRESET\"")
                    && told(proxies).contains("outbound_tcp_route_close_total{"));
            Backend forbidden = new Backend.Forbidden(ResourceRef.ofDefault("forbidden"));
            ClientPolicy.Route route = new ClientPolicy.Route(ResourceRef.ofDefault("http"), forbidden);
            proxies.policy(new ClientPolicy(proxies.backend().ref(), new ClientPolicy.Protocol.Opaque(), route, route));
            try (Socket client = connect(proxies)) {
                assertThat(client.getInputStream().read()).isEqualTo(-1);
            }
        }
        return told(proxies);
    }

    private static String tlsOfTheApplication() throws Exception {
        ServerSocket app = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        TwoProxies proxies = new TwoProxies(app.getLocalPort(), DETECT);
        try (app;
                proxies) {
            Endpoint bare = Endpoint.bare(new InetSocketAddress(InetAddress.getLoopbackAddress(), app.getLocalPort()));
            proxies.discovery.others.put(
                    "web.test:80", new Latest<>(new Watched.Present<>(new EndpointSet(true, List.of(bare)))));
            ClientPolicy.Route route = new ClientPolicy.Route(ResourceRef.ofDefault("tls"), RoutedMesh.WEB);
            proxies.policy(new ClientPolicy(
                    RoutedMesh.WEB.ref(),
                    new ClientPolicy.Protocol.Tls(
                            List.of(new ClientPolicy.TlsRoute(List.of(new HostMatch.Exact("web.example")), route))),
                    route,
                    route));
            try (Socket client = connect(proxies);
                    SSLSocket tls =
                            JdkTls.over(client, JdkTls.context(proxies.authority, Optional.empty()), "web.example")) {
                Thread handshake = Thread.ofVirtual().start(() -> endsIn(tls));
                app.accept().close();
                handshake.join();
            }
            Sockets.await(() -> told(proxies).contains("outbound_tls_route_close_total{"));
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

    private static Socket connect(TwoProxies proxies) throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxies.clientPort());
        client.setSoTimeout(20_000);
        return client;
    }

    /** After its end, so that every connection has been counted as closed. */
    private static String told(TwoProxies proxies) {
        return TwoProxies.text(proxies.clientMetrics);
    }

    private static Optional<Retry> retry(Set<Integer> grpc) {
        return Optional.of(new Retry(
                1,
                65_536,
                List.of(new Retry.StatusRange(500, 599)),
                grpc,
                Duration.ZERO,
                new Backoff(Duration.ofMillis(1), Duration.ofMillis(2), 0)));
    }
}
