package io.weft.proxy.tls;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Lets a peer finish sending over TLS and still be answered. The TLS library ends both directions when it reads a
 * close_notify, though TLS 1.3 ends one (RFC 8446 §6.1). So this handler, in front of it, keeps the record that may be one
 * from it: the last of what has arrived, of an alert's size, whole or not. If the end of the TCP stream follows, the record was the
 * close_notify, and the end of input is passed on in its place; if anything else follows, or nothing for a moment, it was not.
 * An end without close_notify is a truncation, and closes the connection.
 *
 * <p>Until {@link #begin} it only keeps track of where records begin. Event loop only.
 */
public final class HalfCloseHandler extends ChannelInboundHandlerAdapter {
    private static final int HEADER_BYTES = 5;
    private static final int ALERT_BYTES = 19; // level, description, inner type, 16 bytes of tag
    private static final byte APPLICATION_DATA = 23; // how TLS 1.3 disguises encrypted alerts
    private static final long MOMENT_MILLIS = 20;

    private int headerSeen;
    private int bodyRemaining;
    private int type;
    private int length;
    private boolean holding;
    private @Nullable ByteBuf held;
    private @Nullable Future<?> moment;

    /** From now on this channel carries bytes whose end matters. Without TLS there is nothing to do. */
    public static void begin(Channel channel) {
        HalfCloseHandler handler = channel.pipeline().get(HalfCloseHandler.class);
        if (handler != null) {
            handler.holding = true;
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = withHeld((ByteBuf) message);
        int suspect = track(in);
        if (!holding || suspect < 0) {
            ctx.fireChannelRead(in);
            return;
        }
        held = in.retainedSlice(suspect, in.writerIndex() - suspect);
        waitAMoment(ctx);
        if (suspect > in.readerIndex()) {
            ctx.fireChannelRead(in.writerIndex(suspect));
        } else {
            in.release();
        }
    }

    /** What was held turned out to have something behind it: both are looked at together. */
    private ByteBuf withHeld(ByteBuf in) {
        ByteBuf record = take();
        if (record == null) {
            return in;
        }
        headerSeen = 0;
        bodyRemaining = 0;
        return Unpooled.wrappedBuffer(record, in);
    }

    /** Index of the last record if it may be, or become, a close_notify that ends with {@code in}, else -1. */
    private int track(ByteBuf in) {
        int start = -1;
        for (int at = in.readerIndex(); at < in.writerIndex(); ) {
            if (bodyRemaining > 0) {
                int step = Math.min(bodyRemaining, in.writerIndex() - at);
                bodyRemaining -= step;
                at += step;
            } else {
                start = headerSeen == 0 ? at : start;
                header(in.getByte(at) & 0xff);
                at++;
            }
        }
        return start >= 0 && mayBeGoodbye() ? start : -1;
    }

    private boolean mayBeGoodbye() {
        boolean headerWhole = headerSeen == 0;
        return type == APPLICATION_DATA && (!headerWhole || length == ALERT_BYTES);
    }

    private void header(int octet) {
        switch (headerSeen) {
            case 0 -> type = octet;
            case 3 -> length = octet << 8;
            case 4 -> length |= octet;
            default -> {} // the version
        }
        headerSeen = (headerSeen + 1) % HEADER_BYTES;
        if (headerSeen == 0) {
            bodyRemaining = length;
        }
    }

    private void waitAMoment(ChannelHandlerContext ctx) {
        moment = ctx.executor().schedule(() -> passAlone(ctx), MOMENT_MILLIS, MILLISECONDS);
    }

    /** While nobody reads, the end of the stream may be waiting behind the record. */
    private void passAlone(ChannelHandlerContext ctx) {
        if (ctx.channel().config().isAutoRead()) {
            pass(ctx);
            ctx.fireChannelReadComplete();
        } else {
            waitAMoment(ctx);
        }
    }

    private void pass(ChannelHandlerContext ctx) {
        ByteBuf record = take();
        if (record != null) {
            ctx.fireChannelRead(record);
        }
    }

    private @Nullable ByteBuf take() {
        ByteBuf record = held;
        held = null;
        if (moment != null) {
            moment.cancel(false);
            moment = null;
        }
        return record;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (!holding || !(event instanceof ChannelInputShutdownEvent)) {
            ctx.fireUserEventTriggered(event);
            return;
        }
        ByteBuf goodbye = take();
        boolean whole = goodbye != null && goodbye.readableBytes() == HEADER_BYTES + ALERT_BYTES;
        if (goodbye != null) {
            goodbye.release();
        }
        if (whole) {
            ctx.fireUserEventTriggered(event);
        } else {
            ctx.close();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        ByteBuf record = take();
        if (record != null) {
            record.release();
        }
    }
}
