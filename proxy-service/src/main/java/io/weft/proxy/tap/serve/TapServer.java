package io.weft.proxy.tap.serve;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.weft.core.WorkloadIdentity;
import io.weft.proxy.tap.Taps;
import io.weft.proxy.tls.MeshTls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Shows the proxy's traffic to one identity.
 *
 * <p>Threading: calls are served on the loop; {@link #start} and {@link #stop} from any other thread.
 */
public final class TapServer {
    private static final int MOST_REQUEST_BYTES = 64 * 1024;
    private static final int MOST_CALLS = 32; // of one connection
    private static final int MOST_HEAD_BYTES = 16 * 1024;

    private static final Patience PATIENCE = new Patience(Duration.ofMinutes(1), Duration.ofSeconds(10));

    private final Server server;

    /**
     * With an observer whose machine may be gone, which would be told for hours.
     *
     * @param silence after which it is asked whether it is still there
     * @param answer how long that may take
     */
    public record Patience(Duration silence, Duration answer) {}

    private TapServer(Server server) {
        this.server = server;
    }

    /**
     * Binds, and serves once {@code tls} has a certificate.
     *
     * @param loop not one that carries traffic
     * @param allowed who may look
     * @throws UncheckedIOException if the address is taken
     */
    public static TapServer start(
            InetSocketAddress address,
            WorkloadIdentity allowed,
            EventLoop loop,
            MeshTls tls,
            WorkloadIdentity localName,
            Taps taps) {
        return start(address, allowed, loop, tls, localName, taps, PATIENCE);
    }

    /** As the other, with a {@code patience} of its own. */
    public static TapServer start(
            InetSocketAddress address,
            WorkloadIdentity allowed,
            EventLoop loop,
            MeshTls tls,
            WorkloadIdentity localName,
            Taps taps,
            Patience patience) {
        Server server = NettyServerBuilder.forAddress(address, TapNegotiator.credentials(tls, localName))
                .channelType(EpollServerSocketChannel.class)
                .bossEventLoopGroup(loop)
                .workerEventLoopGroup(loop)
                .executor(loop)
                .maxInboundMessageSize(MOST_REQUEST_BYTES)
                .maxInboundMetadataSize(MOST_HEAD_BYTES)
                .maxConcurrentCallsPerConnection(MOST_CALLS)
                .maxConnectionIdle(1, TimeUnit.MINUTES)
                .keepAliveTime(patience.silence().toNanos(), TimeUnit.NANOSECONDS)
                .keepAliveTimeout(patience.answer().toNanos(), TimeUnit.NANOSECONDS)
                .permitKeepAliveTime(5, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .intercept(TapNegotiator.only(allowed))
                .addService(new TapCalls(taps, loop))
                .build();
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + address + " for tap: " + e.getMessage(), e);
        }
        return new TapServer(server);
    }

    public int port() {
        return server.getPort();
    }

    /** Ends every call. */
    public void stop() {
        server.shutdownNow();
    }
}
