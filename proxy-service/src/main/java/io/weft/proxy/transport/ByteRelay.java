package io.weft.proxy.transport;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;

/**
 * Copies what one channel receives to another, byte for byte, as fast as that one takes it. Two of them, one on each channel,
 * make a full-duplex relay; the channels share an event loop.
 *
 * <p>How a connection ends is passed on, too. An end of input becomes an end of output, so that a client may finish sending
 * and still be answered; a channel that has ended both ways is closed. One that breaks off before its end of input breaks the
 * other off: never is half a stream made to look whole. One that breaks off behind its end of input has said everything; the
 * other is still given all of it, and what it goes on sending is read and dropped for a while, because closing a channel with
 * unread input would make the kernel drop what is on its way out.
 */
public final class ByteRelay extends ChannelInboundHandlerAdapter {
    /** How long a peer may go on sending to nobody, once it has been sent everything. */
    private static final Duration LINGER = Duration.ofSeconds(5);

    private final Channel own;
    private final Channel other;
    private final BacklogEntry waiting = new BacklogEntry() { // to be written to our own channel
                @Override
                protected void giveUp() {
                    Breaking.off(own);
                }
            };
    private boolean inputEnded;
    private boolean outputEnded;
    private boolean unheard; // nobody is left to pass input on to

    private ByteRelay(Channel own, Channel other) {
        this.own = own;
        this.other = other;
    }

    /** Joins two channels of one event loop and starts reading both. If one has closed, the other is broken off. */
    public static void join(Channel left, Channel right) {
        Pipelines.append(left.pipeline(), "relay", new ByteRelay(left, right));
        Pipelines.append(right.pipeline(), "relay", new ByteRelay(right, left));
        if (!left.isActive() || !right.isActive()) {
            Breaking.off(left);
            Breaking.off(right);
            return;
        }
        Hold.release(left);
        Hold.release(right);
        left.config().setAutoRead(right.isWritable());
        right.config().setAutoRead(left.isWritable());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (unheard || !other.isActive()) {
            ReferenceCountUtil.release(message);
            return;
        }
        other.write(message, other.voidPromise());
        if (!other.isWritable()) {
            own.config().setAutoRead(false);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        other.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        boolean writable = own.isWritable();
        other.config().setAutoRead(writable);
        Backlog backlog = Backlog.ofThisLoop();
        if (writable) {
            backlog.take(waiting, Integer.MAX_VALUE);
        } else {
            backlog.add(waiting, own.config().getWriteBufferHighWaterMark());
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            if (own.isActive() && !inputEnded) {
                inputEnded = true;
                OutputEnd.of(other).addListener(sent -> outputEnded(other, sent));
                closeIfFinished();
            }
        } else if (event != DrainEvent.DRAIN // its ends end it
                && !(event instanceof SslCloseCompletionEvent)) { // Reactor Netty would close what is half open
            ctx.fireUserEventTriggered(event);
        }
    }

    private static void outputEnded(Channel channel, Future<?> sent) {
        ByteRelay relay = channel.pipeline().get(ByteRelay.class);
        if (relay == null || !channel.isActive()) {
            return;
        }
        if (!sent.isSuccess()) {
            Breaking.off(channel);
            return;
        }
        relay.outputEnded = true;
        relay.closeIfFinished();
    }

    private void closeIfFinished() {
        if (outputEnded && inputEnded) {
            Breaking.quietly(own);
        } else if (outputEnded && unheard) {
            own.eventLoop().schedule(() -> Breaking.quietly(own), LINGER.toNanos(), NANOSECONDS);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        Backlog.ofThisLoop().leave(waiting);
        ByteRelay back = other.pipeline().get(ByteRelay.class);
        if (!inputEnded) {
            Breaking.off(other);
        } else if (!outputEnded && back != null) {
            back.drop();
        }
        ctx.fireChannelInactive();
    }

    private void drop() {
        unheard = true;
        own.config().setAutoRead(true);
        closeIfFinished();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Breaking.off(own); // the peer left; counted where the connection is metered
    }
}
