package io.weft.proxy.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Last of our handlers: what nobody else dealt with ends here, and the connection with it. Logs by culprit. */
final class ConnectionEnd extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(ConnectionEnd.class);

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message);
        log.debug("{} sent data nobody waits for", ctx.channel());
        ctx.close();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            ctx.close();
        } else if (event == DrainEvent.DRAIN) {
            Draining.unheard(ctx.channel());
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException && !(cause instanceof SSLException)) {
            log.trace("{} left: {}", ctx.channel(), cause.toString());
        } else if (cause instanceof RuntimeException && !(cause instanceof io.netty.handler.codec.CodecException)) {
            log.warn("{} failed unexpectedly", ctx.channel(), cause);
        } else {
            log.debug("{} misbehaved: {}", ctx.channel(), cause.toString());
        }
        ctx.close();
    }
}
