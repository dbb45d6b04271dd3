package io.weft.proxy.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;
import reactor.netty.ChannelBindException;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpServer;

/**
 * One listening socket. Accepted channels read nothing until their pipeline says so, and may be half closed.
 *
 * @param address where to listen; port 0 picks one
 * @param keepalive idle time before TCP keep-alive probes; empty: none
 * @param userTimeout how long sent bytes may stay unacknowledged; empty: the system's default
 * @param backlog how many connections may wait to be accepted; empty: the system's default
 */
public record Listener(
        InetSocketAddress address, Optional<Duration> keepalive, Optional<Duration> userTimeout, OptionalInt backlog) {
    /**
     * Starts listening.
     *
     * @param accepted called on the event loop of each accepted channel, before it is active
     * @throws ListenException if the address is taken or not ours
     */
    public DisposableServer listen(EventLoopGroup loops, Consumer<Channel> accepted) {
        try {
            return server(loops)
                    .doOnChannelInit((observer, channel, remote) -> {
                        Pipelines.accept(channel);
                        accepted.accept(channel);
                    })
                    .handle((in, out) -> Mono.never())
                    .bindNow();
        } catch (ChannelBindException refused) {
            throw new ListenException(
                    "cannot listen on " + address + " (" + refused.getMessage() + "): is another proxy running here?",
                    refused);
        }
    }

    private TcpServer server(EventLoopGroup loops) {
        TcpServer server = TcpServer.create()
                .runOn(loops)
                .bindAddress(() -> address)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        if (backlog.isPresent()) {
            server = server.option(ChannelOption.SO_BACKLOG, backlog.getAsInt());
        }
        if (keepalive.isPresent()) {
            server = server.childOption(ChannelOption.SO_KEEPALIVE, true)
                    .childOption(EpollChannelOption.TCP_KEEPIDLE, SocketTimes.keepalive(keepalive.get()));
        }
        if (userTimeout.isPresent()) {
            server = server.childOption(EpollChannelOption.TCP_USER_TIMEOUT, SocketTimes.user(userTimeout.get()));
        }
        return server;
    }

    /** A listening socket could not be opened. The message says which and why. */
    public static final class ListenException extends RuntimeException {
        ListenException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
