package io.weft.proxy.control;

import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.weft.core.Ticker;
import io.weft.proxy.config.ControlPlane;
import io.weft.proxy.config.ProxyConfig.Connect;
import io.weft.proxy.telemetry.BalancerMeter;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.proxy.transport.SocketTimes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Opens channels to the control plane: HTTP/2 by prior knowledge, in mesh TLS unless on loopback, balanced over all addresses
 * of the service.
 *
 * <p>Threading: any thread. What is opened lives on {@code loop}.
 *
 * @see "wire-behaviour, 1.6: Control-plane connections"
 */
public final class ControlChannels {
    private static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;
    private static final int WINDOW_BYTES = 1024 * 1024;
    private static final int DEFAULT_PORT = 80;

    /**
     * How long a server may say nothing, while there are streams, before it is pinged. Longer than streams to others last, which
     * end first where the server is well; and servers of gRPC end a connection that pings every few minutes.
     */
    static final Duration SILENCE = Duration.ofMinutes(6);

    /** How long it may go on after that, before its connection is given up and another server asked. */
    static final Duration LAST_SILENCE = Duration.ofSeconds(20);

    private final EventLoop loop;
    private final ChannelFactory<? extends Channel> sockets;
    private final Executor blocking;
    private final ControlTls tls;
    private final ControlFailures failures;
    private final ServerTrouble trouble;
    private final ControlSettings settings;
    private final MetricRegistry registry;
    private final RandomGenerator random;
    private final HostLookup hosts;

    /**
     * Opens nothing yet, but reads gRPC's plug-ins from disk: not to be called on an event loop.
     *
     * @param loop carries every connection, stream and timer
     * @param sockets makes sockets for that loop
     * @param blocking for name lookups; one thread will do
     * @param random spreads retries; used on the loop alone, so it need not be safe from other threads
     */
    public ControlChannels(
            EventLoop loop,
            ChannelFactory<? extends Channel> sockets,
            Executor blocking,
            ControlTls tls,
            ControlSettings settings,
            MetricRegistry registry,
            RandomGenerator random) {
        this(loop, sockets, blocking, tls, settings, registry, random, HostLookup.system());
    }

    ControlChannels(
            EventLoop loop,
            ChannelFactory<? extends Channel> sockets,
            Executor blocking,
            ControlTls tls,
            ControlSettings settings,
            MetricRegistry registry,
            RandomGenerator random,
            HostLookup hosts) {
        ControlNames.register();
        this.loop = loop;
        this.sockets = sockets;
        this.blocking = blocking;
        this.tls = tls;
        this.failures = new ControlFailures(registry);
        this.trouble = new ServerTrouble(failures);
        this.settings = settings;
        this.registry = registry;
        this.random = random;
        this.hosts = hosts;
    }

    /** A channel that keeps connecting until it is closed; every call on it goes through {@code interceptors}. */
    public ControlChannel open(ControlPart part, ControlPlane service, ClientInterceptor... interceptors) {
        Connect connect = settings.connect(service);
        BalancerMeter meter = registry.balancer(part.balancer(), CallMeter.addr(service), connect.timeout());
        ManagedChannel channel = build(part, service, connect, meter, interceptors);
        Silence silence = new Silence(Ticker.system());
        Reconnect reconnect = new Reconnect(
                channel, connect.backoff(), loop, random, service.address().toString(), silence);
        return new ControlChannel(
                channel,
                meter,
                reconnect,
                silence,
                settings.limits(service),
                settings.far().backoff(),
                loop,
                random);
    }

    /** Why the last TLS handshake with {@code service} failed; empty if it did not. */
    public Optional<String> trouble(ControlPlane service) {
        return trouble.of(service);
    }

    /** The loop everything here runs on. */
    public EventLoop loop() {
        return loop;
    }

    private ManagedChannel build(
            ControlPart part,
            ControlPlane service,
            Connect connect,
            BalancerMeter meter,
            ClientInterceptor... interceptors) {
        NettyChannelBuilder builder = NettyChannelBuilder.forTarget(ControlNames.target(service.address()))
                .setNameResolverArg(ControlNames.NAME, service.address())
                .setNameResolverArg(ControlNames.TIMER, loop)
                .setNameResolverArg(CountedRoundRobin.METER, meter)
                .setNameResolverArg(ControlNames.HOSTS, new MeteredLookup(hosts, registry, part))
                .overrideAuthority(authority(service))
                .usePlaintext() // as far as gRPC knows
                .eventLoopGroup(loop)
                .channelFactory(sockets(service, connect))
                .directExecutor()
                .offloadExecutor(blocking)
                .defaultLoadBalancingPolicy(CountedRoundRobin.NAME)
                .disableServiceConfigLookUp()
                .disableRetry()
                .intercept(interceptors)
                .intercept(new CallMeter(registry, service, Ticker.system()), new CallQueue(meter, Ticker.system()))
                .maxTraceEvents(0)
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .flowControlWindow(WINDOW_BYTES)
                .keepAliveTime(SILENCE.toSeconds(), TimeUnit.SECONDS)
                .keepAliveTimeout(LAST_SILENCE.toSeconds(), TimeUnit.SECONDS)
                .withOption(ChannelOption.ALLOCATOR, ByteBufAllocator.DEFAULT) // not a pool of gRPC's own
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, SocketTimes.connect(connect.timeout()));
        keepAlive(builder, connect);
        return builder.build();
    }

    private ChannelFactory<Channel> sockets(ControlPlane service, Connect connect) {
        ConnectPace pace = new ConnectPace(connect.backoff(), random, Ticker.system());
        return new ControlSockets(sockets, pace, failures, tls, trouble, service.identity());
    }

    /** The host without its trailing dot, and the port unless it is HTTP's own. */
    static String authority(ControlPlane service) {
        String host = service.host().indexOf(':') < 0 ? service.host() : "[" + service.host() + "]";
        int port = service.address().port();
        return port == DEFAULT_PORT ? host : host + ":" + port;
    }

    private void keepAlive(NettyChannelBuilder builder, Connect connect) {
        builder.withOption(ChannelOption.SO_KEEPALIVE, connect.keepalive().isPresent());
        if (loop instanceof IoEventLoop io && io.isIoType(EpollIoHandler.class)) {
            connect.keepalive()
                    .ifPresent(idle -> builder.withOption(EpollChannelOption.TCP_KEEPIDLE, SocketTimes.keepalive(idle))
                            .withOption(EpollChannelOption.TCP_KEEPINTVL, SocketTimes.keepalive(idle)));
            connect.userTimeout()
                    .ifPresent(
                            limit -> builder.withOption(EpollChannelOption.TCP_USER_TIMEOUT, SocketTimes.user(limit)));
        }
    }
}
