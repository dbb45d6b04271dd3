package io.weft.e2e.machine;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.codec.http2.Http2StreamFrame;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.Security;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends an HTTP/2 request every 50 milliseconds on one connection that it keeps, and prints the status of each: 000 and why, if
 * there is none; then it connects anew.
 */
final class H2Caller {
    private static final Duration GAP = Duration.ofMillis(50);
    private static final int PATIENCE_SECONDS = 10;

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final String host;
    private final int port;
    private @Nullable Channel connection; // the main thread's

    private H2Caller(String host, int port) {
        this.host = host;
        this.port = port;
    }

    /** Host and port; goes on until it is killed. */
    public static void main(String[] arguments) throws InterruptedException {
        // Names are asked for again with every connection, as an application that means to heal does.
        Security.setProperty("networkaddress.cache.ttl", "0");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
        H2Caller caller = new H2Caller(arguments[0], Integer.parseInt(arguments[1]));
        while (true) {
            System.out.println(caller.ask());
            Thread.sleep(GAP);
        }
    }

    private String ask() throws InterruptedException {
        try {
            Channel standing = connection;
            if (standing == null || !standing.isActive()) {
                standing = connect();
                connection = standing;
            }
            return request(standing).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | IOException e) {
            if (connection != null) {
                var _ = connection.close();
                connection = null;
            }
            return "000 " + e;
        }
    }

    private Channel connect() throws InterruptedException, IOException, ExecutionException {
        InetAddress address = InetAddress.getByName(host);
        return new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel opened) {
                        opened.pipeline()
                                .addLast(Http2FrameCodecBuilder.forClient().build());
                        opened.pipeline().addLast(new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()));
                    }
                })
                .connect(new InetSocketAddress(address, port))
                .asStage()
                .get()
                .channel();
    }

    private CompletableFuture<String> request(Channel on) throws InterruptedException, ExecutionException {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Http2StreamChannel stream = new Http2StreamChannelBootstrap(on)
                .handler(new Answer(answer))
                .open()
                .asStage()
                .get();
        var _ = stream.writeAndFlush(new DefaultHttp2HeadersFrame(
                new DefaultHttp2Headers()
                        .method("GET")
                        .scheme("http")
                        .authority(host)
                        .path("/"),
                true));
        return answer;
    }

    /** Completes with the status once the answer is whole. */
    private static final class Answer extends SimpleChannelInboundHandler<Http2StreamFrame> {
        private final CompletableFuture<String> answer;
        private String status = "";

        Answer(CompletableFuture<String> answer) {
            this.answer = answer;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, Http2StreamFrame frame) {
            if (frame instanceof Http2HeadersFrame headers && headers.headers().status() != null) {
                status = headers.headers().status().toString();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            answer.complete(status.isEmpty() ? "000 the stream ended without an answer" : status);
        }
    }
}
