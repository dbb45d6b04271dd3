package io.weft.proxy.tls;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.weft.proxy.transport.TransportHeader;

/** Stands behind the TLS handler until the handshake is over, then says what came of it and leaves. */
final class HandshakeHandler extends ChannelInboundHandlerAdapter {
    private final SslHandler ssl;
    private final TlsDetectHandler.Next next;

    HandshakeHandler(SslHandler ssl, TlsDetectHandler.Next next) {
        this.ssl = ssl;
        this.next = next;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (!(event instanceof SslHandshakeCompletionEvent handshake)) {
            ctx.fireUserEventTriggered(event);
            return;
        }
        if (handshake.isSuccess()) {
            next.detected(ctx, established());
            ctx.pipeline().remove(this);
        } else {
            next.failed(ctx, handshake.cause());
            ctx.close();
        }
    }

    private TlsStatus established() {
        boolean header = TransportHeader.ALPN.equals(ssl.applicationProtocol());
        return new TlsStatus.Established(PeerIdentity.of(ssl.engine().getSession()), header);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // The handshake's end has told this already.
    }
}
