package io.weft.proxy.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import io.weft.api.destination.DestinationGrpc;
import io.weft.api.destination.DestinationProfile;
import io.weft.api.destination.GetDestination;
import io.weft.core.Authority;
import io.weft.proxy.config.Backoff;
import io.weft.proxy.config.ControlPlane;
import io.weft.proxy.config.ProxyConfig.Connect;
import io.weft.proxy.config.ProxyConfig.ControlStreams;
import io.weft.proxy.telemetry.MetricRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** A server of the control plane that greets and then says nothing, as one does whose machine is gone. */
class SilentServerTest {
    private static final LocalAddress ADDRESS = new LocalAddress(SilentServerTest.class);
    private static final byte[] EMPTY_SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};

    private final MockTicker time = Ticker.newMockTicker();
    private final List<Channel> accepted = new ArrayList<>();

    @Test
    void isLeftAfterAPingAndDialledAgain() {
        ManualIoEventLoop loop = new ManualIoEventLoop(null, Thread.currentThread(), LocalIoHandler.newFactory(), time);
        listen(loop);
        try (ControlChannel channel = channels(loop).open(ControlPart.DESTINATION, service())) {
            channel.watch(
                    DestinationGrpc.getGetProfileMethod(),
                    GetDestination.getDefaultInstance(),
                    Fold.replacing(DestinationProfile::getFullyQualifiedName),
                    Refusals.OF_THE_QUESTION);
            pass(loop, ControlChannels.SILENCE.minusSeconds(1));
            List<Boolean> before = accepted.stream().map(Channel::isOpen).toList();
            // Once more, for what it said at first: gRPC takes the time of that from a clock of its own.
            pass(
                    loop,
                    ControlChannels.SILENCE.plus(ControlChannels.LAST_SILENCE).plusSeconds(2));

            assertThat(before).containsExactly(true);
            assertThat(accepted.getFirst().isOpen()).isFalse();
            assertThat(accepted).hasSizeGreaterThan(1);
        } finally {
            stop(loop);
        }
    }

    private void listen(ManualIoEventLoop loop) {
        new ServerBootstrap()
                .group(loop)
                .channel(LocalServerChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accepted.add(channel);
                        channel.pipeline().addLast(new Silent());
                    }
                })
                .bind(ADDRESS);
    }

    private void stop(ManualIoEventLoop loop) {
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
        while (!loop.isTerminated()) {
            pass(loop, Duration.ofSeconds(1));
        }
    }

    private ControlChannels channels(ManualIoEventLoop loop) {
        Backoff backoff = new Backoff(Duration.ofMillis(10), Duration.ofMillis(100), 0);
        Connect connect = new Connect(Duration.ofSeconds(5), backoff, Optional.empty(), Optional.empty());
        return new ControlChannels(
                loop,
                SilentServerTest::socket,
                Runnable::run,
                Sockets.noTls(),
                new ControlSettings(connect, connect, ControlStreams.UNLIMITED),
                new MetricRegistry(io.weft.core.Ticker.system(), Duration.ofMinutes(10)),
                RandomGenerator.getDefault(),
                name -> List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)));
    }

    private static ControlPlane service() {
        return new ControlPlane(new Authority("127.0.0.1", 8086), Optional.empty());
    }

    private static Channel socket() {
        LocalChannel channel = new LocalChannel();
        channel.pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
            @Override
            public void connect(
                    ChannelHandlerContext ctx, SocketAddress remote, SocketAddress local, ChannelPromise promise) {
                ctx.connect(ADDRESS, promise);
            }
        });
        return channel;
    }

    private void pass(ManualIoEventLoop loop, Duration length) {
        for (long second = 0; second < length.toSeconds(); second++) {
            time.advance(1, TimeUnit.SECONDS);
            while (loop.runNow() > 0) {
                // until nothing is left to do at this moment
            }
        }
    }

    private static final class Silent extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ctx.writeAndFlush(Unpooled.wrappedBuffer(EMPTY_SETTINGS));
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ((ByteBuf) message).release();
        }
    }
}
