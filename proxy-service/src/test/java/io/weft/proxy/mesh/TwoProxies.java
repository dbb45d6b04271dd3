package io.weft.proxy.mesh;

import static java.util.Objects.requireNonNull;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.weft.core.Endpoint;
import io.weft.core.Latest;
import io.weft.core.Network;
import io.weft.core.ProtocolHint;
import io.weft.core.ResourceRef;
import io.weft.core.Ticker;
import io.weft.core.TlsIdentity;
import io.weft.core.WorkloadIdentity;
import io.weft.core.policy.Authentication;
import io.weft.core.policy.Authorization;
import io.weft.core.policy.ClientNetwork;
import io.weft.core.policy.ServerProtocol;
import io.weft.proxy.config.Backoff;
import io.weft.proxy.control.Watched;
import io.weft.proxy.http.Http2ServerSettings;
import io.weft.proxy.http.Http2Windows;
import io.weft.proxy.http.QueueLimits;
import io.weft.proxy.identity.Credentials;
import io.weft.proxy.inbound.AccessLog;
import io.weft.proxy.inbound.InboundPipeline;
import io.weft.proxy.inbound.InboundSettings;
import io.weft.proxy.inbound.ServedProfiles;
import io.weft.proxy.inbound.policy.InboundRoute;
import io.weft.proxy.inbound.policy.PolicyStore;
import io.weft.proxy.inbound.policy.ServerPolicy;
import io.weft.proxy.observe.Observers;
import io.weft.proxy.outbound.OutboundPipeline;
import io.weft.proxy.outbound.OutboundSettings;
import io.weft.proxy.outbound.discover.Backend;
import io.weft.proxy.outbound.discover.ClientPolicy;
import io.weft.proxy.outbound.discover.EndpointSet;
import io.weft.proxy.outbound.discover.HttpRoutes;
import io.weft.proxy.outbound.endpoint.EndpointConnector;
import io.weft.proxy.tap.Taps;
import io.weft.proxy.telemetry.Exposition;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.tls.MeshTls;
import io.weft.proxy.tls.OutsideTls;
import io.weft.proxy.trace.Tracer;
import io.weft.proxy.transport.Connector;
import io.weft.proxy.transport.Listener;
import io.weft.testkit.pki.Leaf;
import io.weft.testkit.pki.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.netty.DisposableServer;

/**
 * A client's proxy and a server's proxy on loopback, each with its own identity and metrics; the kernel's redirect is played
 * by fixed original destinations.
 */
final class TwoProxies implements AutoCloseable {
    static final WorkloadIdentity CLIENT = WorkloadIdentity.of("client", "test", "linkerd", "cluster.local");
    static final WorkloadIdentity SERVER = WorkloadIdentity.of("server", "test", "linkerd", "cluster.local");
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final QueueLimits QUEUE = new QueueLimits(100, PATIENCE);
    private static final InetSocketAddress SERVICE = new InetSocketAddress(InetAddress.ofLiteral("10.96.0.1"), 80);

    final TestAuthority authority = TestAuthority.create();
    final FixedDiscovery discovery = new FixedDiscovery();
    final Latest<Watched<ServerPolicy>> serverPolicy;
    final MetricRegistry clientMetrics = new MetricRegistry(Ticker.system(), Duration.ofMinutes(10));
    final MetricRegistry serverMetrics = new MetricRegistry(Ticker.system(), Duration.ofMinutes(10));
    final Taps clientTaps = new Taps(Ticker.system());
    final Taps serverTaps = new Taps(Ticker.system());
    final MeshTls clientTls = new MeshTls(authority.anchors(), PATIENCE);
    final MeshTls serverTls = new MeshTls(authority.anchors(), PATIENCE);
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final DisposableServer outbound;
    private final DisposableServer inbound;
    private final InetSocketAddress app;

    TwoProxies(int appPort, ServerProtocol protocol) {
        app = new InetSocketAddress(InetAddress.getLoopbackAddress(), appPort);
        serverPolicy = new Latest<>(new Watched.Present<>(policy(protocol, new Authentication.Unauthenticated())));
        clientTls.use(credentials(authority.leaf(CLIENT.name())));
        serverTls.use(credentials(authority.leaf(SERVER.name())));
        inbound = listen(this::acceptInbound);
        outbound = listen(this::acceptOutbound);
        policy(new ClientPolicy.Protocol.Detect(PATIENCE));
        endpoint(meshed(ProtocolHint.HTTP2, true));
    }

    private final AtomicReference<@Nullable InboundPipeline> in = new AtomicReference<>();
    private final AtomicReference<@Nullable OutboundPipeline> out = new AtomicReference<>();
    /** Whether the server's proxy is dialled on its own port. */
    volatile boolean direct = true;

    /** Addresses of the server's workload, empty: any; before the first connection. */
    volatile Set<InetAddress> ownIps = Set.of();

    /** What the server's proxy tells of requests; before the first connection. */
    volatile @Nullable AccessLog accessLog;

    /** What the server's proxy knows of ServiceProfiles; before the first connection. */
    volatile ServedProfiles served = ServedProfiles.NONE;

    /** Who follows traces through the client's proxy; before the first connection. */
    volatile @Nullable Tracer clientTracer;

    /** Who follows traces through the server's proxy; before the first connection. */
    volatile @Nullable Tracer serverTracer;

    /** Requests that the client's proxy takes at once; before the first connection. */
    volatile int clientMaxInFlight = 100_000;

    /** Requests that the server's proxy takes at once; before the first connection. */
    volatile int serverMaxInFlight = 100_000;

    /** Who may wait to hear what its destination is, in the client's proxy; before the first connection. */
    volatile QueueLimits arrivals = QUEUE;

    /** How long the client's proxy waits for a server; before the first connection. */
    volatile Duration connectTimeout = PATIENCE;

    /** How many the client's proxy lets wait for a server, and for how long; before the first connection. */
    volatile QueueLimits clientQueue = QUEUE;

    /** By which both proxies tell time; before the first connection. */
    volatile Ticker ticker = Ticker.system();

    /** Whether requests may name another destination than their connection's; before the first connection. */
    volatile boolean ingress;

    /** Whom the client's proxy believes of hosts outside; before the first connection. */
    volatile OutsideTls outsideTls = new OutsideTls(Optional.empty(), ForkJoinPool.commonPool(), PATIENCE);

    /** What the server's proxy has open. */
    final ChannelGroup inboundConnections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    final AtomicInteger inboundConnectionsSeen = new AtomicInteger();

    private void acceptInbound(Channel channel) {
        inboundConnections.add(channel);
        inboundConnectionsSeen.incrementAndGet();
        requireNonNull(in.updateAndGet(known -> known == null ? newInbound() : known))
                .accept(channel);
    }

    private void acceptOutbound(Channel channel) {
        requireNonNull(out.updateAndGet(known -> known == null ? newOutbound() : known))
                .accept(channel);
    }

    private InboundPipeline newInbound() {
        PolicyStore policies = new PolicyStore(
                port -> FixedDiscovery.watch(serverPolicy),
                port -> ((Watched.Present<ServerPolicy>) serverPolicy.get()).value(),
                Set.of(),
                Duration.ofMinutes(1),
                ticker);
        InboundSettings settings = new InboundSettings(
                inbound.port(),
                SERVER,
                ownIps,
                PATIENCE,
                Http2ServerSettings.standard(),
                serverMaxInFlight,
                new InboundSettings.App(
                        Http2Windows.standard(), QUEUE, Duration.ofSeconds(3), 100, Duration.ofSeconds(90)));
        InetSocketAddress proxy = new InetSocketAddress(app.getAddress(), inbound.port());
        return new InboundPipeline(
                settings,
                channel -> Optional.of(direct ? proxy : app),
                serverTls,
                policies,
                new Connector(PATIENCE, Optional.empty(), Optional.empty()),
                serverMetrics,
                new Observers(serverTaps, Optional.ofNullable(serverTracer)),
                served,
                ticker,
                Optional.ofNullable(accessLog));
    }

    private OutboundPipeline newOutbound() {
        OutboundSettings settings = new OutboundSettings(
                outbound.port(),
                Set.of(),
                PATIENCE,
                clientQueue,
                clientQueue,
                arrivals,
                Duration.ofSeconds(5),
                Http2ServerSettings.standard(),
                clientMaxInFlight,
                Http2Windows.standard(),
                Duration.ofSeconds(3),
                100,
                new Backoff(Duration.ofMillis(20), Duration.ofMillis(100), 0),
                true,
                ingress);
        EndpointConnector connector = new EndpointConnector(
                new Connector(PATIENCE, Optional.empty(), Optional.empty()),
                clientTls,
                outsideTls,
                connectTimeout,
                address -> false,
                clientMetrics,
                ticker);
        return new OutboundPipeline(
                settings,
                channel -> Optional.of(SERVICE),
                discovery,
                connector,
                clientMetrics,
                new Observers(clientTaps, Optional.ofNullable(clientTracer)),
                ticker);
    }

    private DisposableServer listen(Consumer<Channel> accept) {
        return new Listener(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        Optional.empty(),
                        Optional.empty(),
                        OptionalInt.empty())
                .listen(loops, accept);
    }

    /** The server's proxy sees the client come from elsewhere: a workload always admits itself. */
    Wiretap fromElsewhere() throws IOException {
        Wiretap wire = new Wiretap(inboundPort());
        Endpoint known = meshed(ProtocolHint.HTTP2, true);
        endpoint(new Endpoint(known.address(), known.weight(), known.tls(), known.hint(), wire.port(), known.labels()));
        return wire;
    }

    /** Where the client connects. */
    int clientPort() {
        return outbound.port();
    }

    int inboundPort() {
        return inbound.port();
    }

    Credentials credentials(Leaf leaf) {
        return new Credentials(leaf.key(), leaf.chain(), Instant.now().plusSeconds(3600));
    }

    /** The server's replica, behind its proxy. */
    Endpoint meshed(ProtocolHint hint, boolean transportHeader) {
        InetSocketAddress address = transportHeader ? app : new InetSocketAddress(app.getAddress(), inbound.port());
        return new Endpoint(
                address,
                Endpoint.DEFAULT_WEIGHT,
                Optional.of(TlsIdentity.of(SERVER)),
                hint,
                transportHeader ? inbound.port() : 0,
                Map.of("namespace", "test", "deployment", "server"));
    }

    void endpoint(Endpoint endpoint) {
        discovery.endpoints.set(new Watched.Present<>(new EndpointSet(true, List.of(endpoint))));
    }

    void policy(ClientPolicy.Protocol protocol) {
        ClientPolicy.Route route = new ClientPolicy.Route(ResourceRef.ofDefault("http"), backend());
        policy(new ClientPolicy(backend().ref(), protocol, route, route));
    }

    /** In force for requests from now on when it returns. */
    void policy(ClientPolicy policy) {
        discovery.policy.set(new Watched.Present<>(policy));
        settle();
    }

    /** Waits until both proxies have heard what discovery was told. */
    void settle() {
        loops.submit(() -> {}).syncUninterruptibly(); // behind whoever follows it, on the only loop
    }

    /** Calls follow {@code routes}. */
    void grpc(HttpRoutes routes) {
        ClientPolicy.Route route = new ClientPolicy.Route(ResourceRef.ofDefault("opaq"), backend());
        policy(new ClientPolicy(backend().ref(), new ClientPolicy.Protocol.Grpc(), routes, route));
    }

    /** The server. */
    Backend backend() {
        ResourceRef ref = ResourceRef.of("core", "Service", "test", "server").withPort(80);
        return new Backend.Balance(
                ref, "server.test.svc.cluster.local:80", Duration.ofMillis(30), Duration.ofSeconds(10));
    }

    static ServerPolicy policy(ServerProtocol protocol, Authentication authentication) {
        Authorization all = new Authorization(
                ResourceRef.ofDefault("all-unauthenticated"),
                List.of(ClientNetwork.of(Network.parse("0.0.0.0/0").orElseThrow())),
                authentication);
        return new ServerPolicy(
                ResourceRef.ofDefault("all-unauthenticated"),
                protocol,
                List.of(all),
                List.of(InboundRoute.ofDefault()));
    }

    static String text(MetricRegistry registry) {
        return new Exposition(registry).text();
    }

    @Override
    public void close() {
        outbound.disposeNow(PATIENCE);
        inbound.disposeNow(PATIENCE);
        clientTls.close();
        outsideTls.close();
        serverTls.close();
        // Quiet for a moment first: a loop that ends at once leaves the channels that are just closing as they are.
        loops.shutdownGracefully(20, 1_000, TimeUnit.MILLISECONDS).syncUninterruptibly();
    }
}
