package io.weft.proxy.admin;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose peer sends bytes that never become a request: a read time-out alone would let it send one byte
 * at a time for ever.
 *
 * <p>Threading: the channel's event loop only.
 */
final class SlowRequestHandler extends ChannelInboundHandlerAdapter {
    private static final AttributeKey<SlowRequestHandler> KEY =
            AttributeKey.valueOf(SlowRequestHandler.class, "handler");

    private final long limitNanos;
    private @Nullable Future<?> deadline; // null unless bytes are waiting to become a request

    SlowRequestHandler(long limitNanos) {
        this.limitNanos = limitNanos;
    }

    /** A whole request head has been read on {@code channel}, a connection or a stream of one. */
    static void requestRead(Channel channel) {
        Channel parent = channel.parent(); // of a connection: the listener
        Channel connection = parent != null && parent.hasAttr(KEY) ? parent : channel;
        SlowRequestHandler handler = connection.attr(KEY).get();
        if (handler != null) {
            handler.stopWaiting();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        ctx.channel().attr(KEY).set(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (deadline == null) {
            deadline = ctx.executor().schedule(() -> giveUp(ctx), limitNanos, TimeUnit.NANOSECONDS);
        }
        ctx.fireChannelRead(msg);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stopWaiting();
        ctx.fireChannelInactive();
    }

    private static void giveUp(ChannelHandlerContext ctx) {
        var _ = ctx.close();
    }

    private void stopWaiting() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}
