package io.weft.proxy.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import reactor.netty.tcp.TcpClient;

/**
 * Dials. A dialled channel stays on the loop it was asked for, reads nothing until its pipeline says so, and may be half
 * closed.
 *
 * @param timeout for TCP alone; positive
 * @param keepalive idle time before TCP keep-alive probes; empty: none
 * @param userTimeout how long sent bytes may stay unacknowledged; empty: the system's default
 */
public record Connector(Duration timeout, Optional<Duration> keepalive, Optional<Duration> userTimeout) {
    /**
     * Dials {@code address}.
     *
     * @param init fills the pipeline before the channel is active; behind what it adds the channel holds what arrives until
     *     {@link Hold#release}
     * @return on {@code loop}; a channel whose future fails is closed
     */
    public Future<Channel> dial(EventLoop loop, InetSocketAddress address, Consumer<Channel> init) {
        Promise<Channel> dialled = loop.newPromise();
        client(loop)
                .remoteAddress(() -> address)
                .doOnChannelInit((observer, channel, remote) -> {
                    Pipelines.begin(channel);
                    init.accept(channel);
                    Hold.begin(channel);
                })
                .connect()
                .subscribe(connection -> dialled.trySuccess(connection.channel()), dialled::tryFailure);
        return dialled;
    }

    private TcpClient client(EventLoop loop) {
        TcpClient client = TcpClient.newConnection()
                .runOn(loop)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis());
        if (keepalive.isPresent()) {
            client = client.option(ChannelOption.SO_KEEPALIVE, true).option(EpollChannelOption.TCP_KEEPIDLE, (int)
                    Math.max(1, keepalive.get().toSeconds()));
        }
        if (userTimeout.isPresent()) {
            client = client.option(
                    EpollChannelOption.TCP_USER_TIMEOUT, (int) userTimeout.get().toMillis());
        }
        return client;
    }
}
