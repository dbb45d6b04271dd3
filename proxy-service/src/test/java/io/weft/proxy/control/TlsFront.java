package io.weft.proxy.control;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslProvider;
import io.weft.testkit.pki.Leaf;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * What stands before a control-plane service in a mesh: ends TLS 1.3, knows no ALPN, asks for a client certificate without
 * insisting, and passes the bytes on.
 */
public final class TlsFront implements AutoCloseable {
    private final Channel server;
    private final Queue<Visit> visits = new ConcurrentLinkedQueue<>();

    /**
     * A handshake that succeeded.
     *
     * @param serverName what the client wrote in SNI
     * @param client the client's common name, empty without a certificate
     */
    public record Visit(String serverName, String client) {}

    public TlsFront(EventLoopGroup group, Leaf leaf, List<X509Certificate> anchors, int backendPort)
            throws SSLException {
        SslContext context = SslContextBuilder.forServer(leaf.key(), leaf.chain())
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3")
                .trustManager(anchors)
                .clientAuth(ClientAuth.OPTIONAL)
                .build();
        server = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.AUTO_READ, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel client) {
                        SslHandler tls = context.newHandler(client.alloc());
                        client.pipeline().addLast(tls, new Backend(tls, backendPort));
                    }
                })
                .bind(InetAddress.ofLiteral("127.0.0.1"), 0)
                .syncUninterruptibly()
                .channel();
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) server.localAddress();
    }

    public List<Visit> visits() {
        return List.copyOf(visits);
    }

    @Override
    public void close() {
        server.close().syncUninterruptibly();
    }

    /** Dials the service once the handshake is done and relays both ways. */
    private final class Backend extends ChannelInboundHandlerAdapter {
        private final SslHandler tls;
        private final int port;
        private final List<Object> early = new ArrayList<>();

        Backend(SslHandler tls, int port) {
            this.tls = tls;
            this.port = port;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
                visits.add(visit(tls.engine().getSession()));
                ctx.channel().config().setAutoRead(false);
                var _ = new Bootstrap()
                        .group(ctx.channel().eventLoop())
                        .channel(NioSocketChannel.class)
                        .handler(new Relay(ctx.channel()))
                        .connect(InetAddress.ofLiteral("127.0.0.1"), port)
                        .addListener((ChannelFutureListener) dialled -> {
                            for (Object bytes : early) {
                                var _ = dialled.channel().writeAndFlush(bytes);
                            }
                            ctx.pipeline().replace(this, "relay", new Relay(dialled.channel()));
                            ctx.channel().config().setAutoRead(true);
                        });
            }
            ctx.fireUserEventTriggered(event);
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object bytes) {
            early.add(bytes);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable refused) {
            var _ = ctx.close();
        }

        private static Visit visit(SSLSession session) {
            String name = ((ExtendedSSLSession) session)
                    .getRequestedServerNames().stream()
                            .map(asked -> new String(asked.getEncoded(), StandardCharsets.US_ASCII))
                            .findFirst()
                            .orElse("");
            try {
                return new Visit(name, session.getPeerPrincipal().getName());
            } catch (SSLPeerUnverifiedException none) {
                return new Visit(name, "");
            }
        }
    }

    /** Passes bytes to the other side, and the end too. */
    private static final class Relay extends ChannelInboundHandlerAdapter {
        private final Channel other;

        Relay(Channel other) {
            this.other = other;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object bytes) {
            var _ = other.writeAndFlush(bytes);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            var _ = other.close();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            var _ = ctx.close();
        }
    }
}
