package io.weft.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PausableReadsTest {
    private static final int SENT = 1 << 20;
    /** What one read takes at most. */
    private static final int ONE_BUFFER = 64 << 10;

    private static final Duration WINDOW = Duration.ofSeconds(1);

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final CompletableFuture<Channel> accepted = new CompletableFuture<>();
    private final CompletableFuture<Integer> readFirst = new CompletableFuture<>();
    private final CompletableFuture<Integer> readInAll = new CompletableFuture<>();

    @AfterEach
    void stop() {
        loops.shutdownGracefully(20, 1_000, TimeUnit.MILLISECONDS).syncUninterruptibly();
    }

    @Test
    void aFinishedSenderIsNotReadBeforeReadingIsOnAgain() throws Exception {
        Channel listener = listen();
        try (Socket client =
                new Socket(InetAddress.getLoopbackAddress(), ((InetSocketAddress) listener.localAddress()).getPort())) {
            finish(client);

            assertThat(get(readFirst)).as("read while reading is off").isLessThanOrEqualTo(ONE_BUFFER);
            get(accepted).config().setAutoRead(true);
            assertThat(get(readInAll)).isEqualTo(SENT);
        }
    }

    /** The kernel then reports a hang-up for as long as anybody asks. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aConnectionThatBothHaveFinishedAndNobodyReadsTakesNoCpu(boolean clientFirst) throws Exception {
        Channel listener = listen();
        try (Socket client =
                new Socket(InetAddress.getLoopbackAddress(), ((InetSocketAddress) listener.localAddress()).getPort())) {
            if (clientFirst) {
                finish(client);
                endOutput();
            } else {
                endOutput();
                finish(client);
            }
            assertThat(client.getInputStream().read()).as("the server's FIN").isNegative();

            assertThat(cpuWithin(WINDOW)).isLessThan(WINDOW.dividedBy(4));
            get(accepted).config().setAutoRead(true);
            assertThat(get(readInAll)).isEqualTo(SENT);
        }
    }

    private static void finish(Socket client) throws IOException {
        client.getOutputStream().write(new byte[SENT]);
        client.shutdownOutput();
    }

    private void endOutput() throws Exception {
        get(accepted).eventLoop().submit(() -> OutputEnd.of(get(accepted))).get(20, TimeUnit.SECONDS);
    }

    /** What the event loop uses of {@code window}. */
    private Duration cpuWithin(Duration window) throws Exception {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        EventLoop loop = get(accepted).eventLoop();
        long before = get(CompletableFuture.supplyAsync(threads::getCurrentThreadCpuTime, loop));
        CompletableFuture<Long> after = new CompletableFuture<>();
        loop.schedule(
                () -> after.complete(threads.getCurrentThreadCpuTime()), window.toMillis(), TimeUnit.MILLISECONDS);
        return Duration.ofNanos(get(after) - before);
    }

    private Channel listen() {
        return new ServerBootstrap()
                .group(loops)
                .channel(EpollServerSocketChannel.class)
                .option(ChannelOption.SO_RCVBUF, 2 * SENT)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        Pipelines.begin(channel);
                        Pipelines.append(channel.pipeline(), "counter", new Counter());
                        accepted.complete(channel);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    private final class Counter extends ChannelInboundHandlerAdapter {
        private int read;

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            read += ((ByteBuf) message).readableBytes();
            ((ByteBuf) message).release();
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            readFirst.complete(read);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof ChannelInputShutdownEvent) {
                readInAll.complete(read);
                ctx.close();
            }
        }
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }
}
