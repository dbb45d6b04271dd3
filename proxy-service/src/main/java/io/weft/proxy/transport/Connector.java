package io.weft.proxy.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.resolver.NoopAddressResolverGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Dials. A dialled channel stays on the loop it was asked for, reads nothing until its pipeline says so, and may be half
 * closed.
 *
 * <p>By Netty's bootstrap: Reactor Netty's client would bring a name resolver with a socket and a configuration file for
 * each loop, though only addresses are dialled here, and a bridge that switches reading off when the channel becomes active,
 * whatever its pipeline has said by then.
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
     * @return on {@code loop}, told when every handler knows the channel as active; a channel whose future fails is closed
     */
    public Future<Channel> dial(EventLoop loop, InetSocketAddress address, Consumer<Channel> init) {
        Promise<Channel> dialled = loop.newPromise();
        bootstrap(loop, init)
                .connect(address)
                .addListener((ChannelFuture connected) -> loop.execute(() -> tell(connected, dialled)));
        return dialled;
    }

    private static void tell(ChannelFuture connected, Promise<Channel> dialled) {
        if (!connected.isSuccess()) {
            dialled.tryFailure(connected.cause());
        } else if (!dialled.trySuccess(connected.channel())) {
            connected.channel().close();
        }
    }

    private Bootstrap bootstrap(EventLoop loop, Consumer<Channel> init) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channelFactory(EpollSocketChannel::new)
                .resolver(NoopAddressResolverGroup.INSTANCE)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, SocketTimes.connect(timeout))
                .handler(new Pipeline(init));
        keepalive.ifPresent(idle -> bootstrap
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(EpollChannelOption.TCP_KEEPIDLE, SocketTimes.keepalive(idle)));
        userTimeout.ifPresent(limit -> bootstrap.option(EpollChannelOption.TCP_USER_TIMEOUT, SocketTimes.user(limit)));
        return bootstrap;
    }

    private static final class Pipeline extends ChannelInitializer<Channel> {
        private final Consumer<Channel> init;

        Pipeline(Consumer<Channel> init) {
            this.init = init;
        }

        @Override
        protected void initChannel(Channel channel) {
            Pipelines.begin(channel);
            init.accept(channel);
            Hold.begin(channel);
        }
    }
}
