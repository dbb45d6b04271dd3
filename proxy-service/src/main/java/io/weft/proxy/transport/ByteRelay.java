package io.weft.proxy.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Copies one direction of a connection to its other side, byte for byte, as fast as that side takes them. Two of them, one
 * on each channel, make a full-duplex relay; the channels share an event loop.
 *
 * <p>An end of input is passed on as an end of output, so that a client may finish sending and still be answered. When
 * both directions have ended, both channels are closed; when a channel closes, the other is closed once its bytes are out.
 */
public final class ByteRelay extends ChannelInboundHandlerAdapter {
    private final Channel other;
    private @Nullable Future<Void> outputEnd; // null while the other side's output is open

    private ByteRelay(Channel other) {
        this.other = other;
    }

    /** Joins two open channels of one event loop and starts reading both. */
    public static void join(Channel left, Channel right) {
        Pipelines.append(left.pipeline(), "relay", new ByteRelay(right));
        Pipelines.append(right.pipeline(), "relay", new ByteRelay(left));
        Hold.release(left);
        Hold.release(right);
        left.config().setAutoRead(right.isWritable());
        right.config().setAutoRead(left.isWritable());
        if (!left.isActive()) {
            right.close();
        }
        if (!right.isActive()) {
            left.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!other.isActive()) {
            ReferenceCountUtil.release(message);
            return;
        }
        other.write(message, other.voidPromise());
        if (!other.isWritable()) {
            ctx.channel().config().setAutoRead(false);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        other.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        other.config().setAutoRead(ctx.channel().isWritable());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            outputEnd = OutputEnd.of(other);
            outputEnd.addListener(sent -> closeIfFinished(ctx.channel()));
        } else if (event != DrainEvent.DRAIN // its ends end it
                && !(event instanceof SslCloseCompletionEvent)) { // Reactor Netty would close what is half open
            ctx.fireUserEventTriggered(event);
        }
    }

    /** The direction that ends last closes both. */
    private void closeIfFinished(Channel own) {
        ByteRelay back = other.pipeline().get(ByteRelay.class);
        if (back != null && back.outputEnd != null && back.outputEnd.isDone()) {
            own.close();
            other.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (other.isActive()) {
            Future<Void> sent = outputEnd == null ? OutputEnd.of(other) : outputEnd;
            sent.addListener(done -> other.close());
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close(); // the peer left; counted where the connection is metered
    }
}
