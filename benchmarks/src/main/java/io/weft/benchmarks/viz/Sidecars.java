package io.weft.benchmarks.viz;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * Admin ports of simulated sidecars, each at a loopback address of its own.
 *
 * <p>Threading: one event loop answers for all.
 */
final class Sidecars implements AutoCloseable {
    private static final int LONGEST_REQUEST = 16 << 10;

    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<InetSocketAddress> addresses = new ArrayList<>();
    private final IntFunction<String> tells;

    private Sidecars(IntFunction<String> tells) {
        this.tells = tells;
    }

    /**
     * Begins to listen.
     *
     * @param tells what the sidecar of that number answers now
     */
    static Sidecars open(int count, IntFunction<String> tells) {
        Sidecars sidecars = new Sidecars(tells);
        for (int number = 0; number < count; number++) {
            sidecars.bind(number);
        }
        return sidecars;
    }

    /** By number. */
    InetSocketAddress address(int number) {
        return addresses.get(number);
    }

    private void bind(int number) {
        Channel server = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel connection) {
                        connection
                                .pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(LONGEST_REQUEST))
                                .addLast(new Answering(number));
                    }
                })
                .bind("127.1.%d.%d".formatted(number >> 8, number & 255), 0)
                .syncUninterruptibly()
                .channel();
        addresses.add((InetSocketAddress) server.localAddress());
    }

    private final class Answering extends SimpleChannelInboundHandler<FullHttpRequest> {
        private final int number;

        Answering(int number) {
            this.number = number;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            byte[] body = tells.apply(number).getBytes(StandardCharsets.UTF_8);
            FullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.wrappedBuffer(body));
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain");
            response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
            var _ = context.writeAndFlush(response);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable gone) {
            var _ = context.close();
        }
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
