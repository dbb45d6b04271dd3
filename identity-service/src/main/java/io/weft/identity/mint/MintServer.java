package io.weft.identity.mint;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gRPC server on the unix socket; serves WorkloadTokens and nothing else. */
public final class MintServer {
    private static final Logger log = LoggerFactory.getLogger(MintServer.class);
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final MintSocket socket;
    private final EventLoopGroup loop;
    private final Server server;

    private MintServer(MintSocket socket, EventLoopGroup loop, Server server) {
        this.socket = socket;
        this.loop = loop;
        this.server = server;
    }

    /**
     * Opens the socket, mode 0600, in a directory of mode 0700.
     *
     * @param executor what calls run on
     * @throws MintSocketException if the path cannot or must not be used; says why and what to do
     */
    public static MintServer open(Path path, MintCalls calls, Executor executor) {
        MintSocket socket = MintSocket.prepare(path);
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        Server server = NettyServerBuilder.forAddress(
                        new DomainSocketAddress(path.toFile()), PeerNegotiator.credentials())
                .channelType(EpollServerDomainSocketChannel.class)
                .bossEventLoopGroup(loop)
                .workerEventLoopGroup(loop)
                .withChildOption(ChannelOption.SO_KEEPALIVE, null) // takes back gRPC's own, which a unix socket has not
                .executor(executor)
                .intercept(PeerNegotiator.interceptor())
                .addService(calls)
                .build();
        try {
            server.start();
            socket.restrict();
        } catch (IOException e) {
            server.shutdownNow();
            Future<?> _ = loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw MintSocketException.cannotOpen(path, e);
        }
        log.info("tokens are minted on {}", path);
        return new MintServer(socket, loop, server);
    }

    /** Lets running calls finish for two seconds, then removes the socket. */
    public void close() throws InterruptedException, IOException {
        server.shutdown();
        if (!server.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
            server.shutdownNow();
        }
        Future<?> _ = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        socket.remove();
    }
}
