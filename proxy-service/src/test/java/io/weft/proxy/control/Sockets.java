package io.weft.proxy.control;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.weft.core.Ticker;
import io.weft.proxy.config.Backoff;
import io.weft.proxy.config.ProxyConfig.Connect;
import io.weft.proxy.config.ProxyConfig.ControlStreams;
import io.weft.proxy.telemetry.MetricRegistry;
import io.weft.testkit.pki.Leaf;
import io.weft.testkit.pki.TestAuthority;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLException;

/** One event loop, one thread for blocking work, and channels over real sockets. */
public final class Sockets implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final boolean epoll = Epoll.isAvailable(); // what the proxy itself runs on
    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    private final MultiThreadIoEventLoopGroup servers = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final MetricRegistry metrics = new MetricRegistry(Ticker.system(), Duration.ofMinutes(10));
    private final ExecutorService blocking = Executors.newSingleThreadExecutor();

    /** What the channels count. */
    public MetricRegistry metrics() {
        return metrics;
    }

    /** For servers of the test's own making, on NIO. */
    public MultiThreadIoEventLoopGroup servers() {
        return servers;
    }

    public ExecutorService blocking() {
        return blocking;
    }

    /** Channels that find every service where {@code hosts} says. */
    public ControlChannels channels(ControlTls tls, HostLookup hosts) {
        Backoff backoff = new Backoff(Duration.ofMillis(10), Duration.ofMillis(100), 0.1);
        Optional<Duration> alive = Optional.of(Duration.ofSeconds(10));
        Connect connect = new Connect(Duration.ofSeconds(5), backoff, alive, alive);
        return new ControlChannels(
                group.next(),
                epoll ? EpollSocketChannel::new : NioSocketChannel::new,
                blocking,
                tls,
                new ControlSettings(connect, connect, ControlStreams.UNLIMITED),
                metrics,
                RandomGenerator.getDefault(),
                hosts);
    }

    public ControlChannels channels(ControlTls tls) {
        return channels(tls, HostLookup.system());
    }

    /** TLS as a proxy does it: 1.3, no ALPN, paths verified, names left to the caller. */
    public static ControlTls tls(TestAuthority authority, Optional<Leaf> certificate) {
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(SslProvider.OPENSSL)
                .protocols("TLSv1.3")
                .endpointIdentificationAlgorithm("")
                .trustManager(authority.anchors());
        certificate.ifPresent(leaf -> builder.keyManager(leaf.key(), leaf.chain()));
        try {
            SslContext context = builder.build();
            return (alloc, server) -> context.newHandler(alloc, server.name(), -1);
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For services on loopback. */
    public static ControlTls noTls() {
        return (alloc, server) -> {
            throw new IllegalStateException("no TLS was to be spoken");
        };
    }

    /** Waits for something that takes real time. */
    public static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("nothing happened within " + DEADLINE);
            }
            Thread.sleep(5);
        }
    }

    @Override
    public void close() {
        blocking.shutdownNow();
        servers.shutdownGracefully(0, 5000, TimeUnit.MILLISECONDS);
        group.shutdownGracefully(50, 5000, TimeUnit.MILLISECONDS).syncUninterruptibly();
    }
}
