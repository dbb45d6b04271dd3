package io.weft.proxy.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.weft.core.Ticker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** metrics, 2: {@code tcp_close_total{errno}}; and {@code connection_errors_total}. */
class TransportMeterTest {
    private static final Labels SIDE = Labels.of("direction", "inbound", "peer", "src");

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final MetricRegistry registry = new MetricRegistry(Ticker.system(), Duration.ofMinutes(10));
    private final CompletableFuture<Channel> accepted = new CompletableFuture<>();
    private Socket client = new Socket();

    @BeforeEach
    void connect() throws Exception {
        Channel server = new ServerBootstrap()
                .group(loops)
                .channel(EpollServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new TransportMeter(registry, SIDE, Labels.EMPTY));
                        accepted.complete(channel);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        client = new Socket(InetAddress.getLoopbackAddress(), ((InetSocketAddress) server.localAddress()).getPort());
        accepted.get();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        loops.shutdownGracefully().sync();
    }

    @Test
    void aClientThatLeavesIsACleanClose() throws Exception {
        client.close();

        assertThat(told()).contains("tcp_close_total{direction=\"inbound\",peer=\"src\",errno=\"\"} 1");
        assertThat(told()).noneMatch(line -> line.startsWith("connection_errors_total{"));
    }

    @Test
    void aResetIsMetByReading() throws Exception {
        reset();

        assertThat(told()).containsAll(RESET);
    }

    /** As when a client gives a download up: the kernel says that there is room, and the write finds nobody. */
    @Test
    void aResetIsMetByWriting() throws Exception {
        Channel channel = accepted.get();
        channel.eventLoop()
                .submit(() -> {
                    reset();
                    channel.writeAndFlush(Unpooled.copyLong(1));
                    return channel;
                })
                .sync();

        assertThat(told()).containsAll(RESET);
    }

    private static final List<String> RESET = List.of(
            "tcp_close_total{direction=\"inbound\",peer=\"src\",errno=\"ECONNRESET\"} 1",
            "connection_errors_total{direction=\"inbound\",peer=\"src\",error=\"reset\"} 1");

    private void reset() throws Exception {
        client.setSoLinger(true, 0);
        client.close();
    }

    private List<String> told() throws Exception {
        accepted.get().closeFuture().sync();
        accepted.get().eventLoop().submit(() -> {}).sync(); // handlers are told behind whatever closed it
        return accepted.get()
                .eventLoop()
                .submit(() -> new Exposition(registry).text().lines().toList())
                .get();
    }
}
