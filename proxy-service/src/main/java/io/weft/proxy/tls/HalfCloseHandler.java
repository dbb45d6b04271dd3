package io.weft.proxy.tls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslHandler;
import javax.net.ssl.SSLException;

/**
 * Lets a peer finish sending over TLS and still be answered. Netty's engine ends both directions when it reads a
 * close_notify, though TLS 1.3 ends one (RFC 8446 §6.1). So this handler stands in front of it and takes out the one record
 * that may be a close_notify: the last of what has arrived, of an alert's size. {@link LoneRecord} reads that one; data in it
 * goes on behind the engine, and a close_notify is passed on as the end of input.
 *
 * <p>An end of the TCP stream within the handshake or without close_notify is a truncation: an exception, and the connection
 * closes. Channels that may not be half closed are left to the engine.
 *
 * <p>Event loop only. Ownership: what is kept of an unfinished record is released with the handler.
 */
public final class HalfCloseHandler extends ChannelDuplexHandler {
    private static final int HEADER_BYTES = 5;
    private static final int LENGTH_INDEX = 3;
    private static final byte APPLICATION_DATA = 23; // how TLS 1.3 disguises encrypted alerts

    private final SslHandler ssl;
    private ByteBuf begun = Unpooled.EMPTY_BUFFER; // a record's first bytes, fewer than say what it is
    private int bodyRemaining; // of a record whose first bytes were passed on
    private boolean ended; // close_notify has been read
    private boolean delivered; // data the engine knows nothing of, since the last readComplete

    /** {@code ssl}: the TLS handler behind this one. */
    public HalfCloseHandler(SslHandler ssl) {
        this.ssl = ssl;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (ended) {
            ((ByteBuf) message).release(); // RFC 8446 §6.1: to be ignored
            return;
        }
        ByteBuf in = joined(ctx, (ByteBuf) message);
        int rest = pass(in);
        if (rest == in.writerIndex()) {
            ctx.fireChannelRead(in); // nearly always
            return;
        }
        ByteBuf kept = ctx.alloc().directBuffer(LoneRecord.ALERT_BYTES).writeBytes(in, rest, in.writerIndex() - rest);
        if (rest > in.readerIndex()) {
            ctx.fireChannelRead(in.writerIndex(rest));
        } else {
            in.release();
        }
        keep(ctx, kept);
    }

    private ByteBuf joined(ChannelHandlerContext ctx, ByteBuf in) {
        if (!begun.isReadable()) {
            return in;
        }
        ByteBuf whole = ctx.alloc().directBuffer(begun.readableBytes() + in.readableBytes());
        whole.writeBytes(begun).writeBytes(in);
        in.release();
        begun.release();
        begun = Unpooled.EMPTY_BUFFER;
        return whole;
    }

    /** Up to where the engine may have {@code in}: behind that stands the beginning of a record, or a whole one to judge. */
    private int pass(ByteBuf in) {
        int skipped = Math.min(bodyRemaining, in.readableBytes());
        bodyRemaining -= skipped;
        for (int at = in.readerIndex() + skipped; at < in.writerIndex(); ) {
            int left = in.writerIndex() - at;
            if (left < HEADER_BYTES) {
                return at;
            }
            int size = HEADER_BYTES + in.getUnsignedShort(at + LENGTH_INDEX);
            if (in.getByte(at) == APPLICATION_DATA && size == LoneRecord.ALERT_BYTES && left <= size) {
                return at;
            }
            bodyRemaining = Math.max(0, size - left);
            at += Math.min(size, left);
        }
        return in.writerIndex();
    }

    private void keep(ChannelHandlerContext ctx, ByteBuf kept) {
        if (ctx.isRemoved()) {
            kept.release();
        } else if (kept.readableBytes() < LoneRecord.ALERT_BYTES) {
            begun = kept;
        } else if (ours(ctx) && ssl.engine() instanceof ReferenceCountedOpenSslEngine engine) {
            judge(ctx, engine, kept);
        } else {
            ctx.fireChannelRead(kept);
        }
    }

    private void judge(ChannelHandlerContext ctx, ReferenceCountedOpenSslEngine engine, ByteBuf record) {
        ByteBuf data = ctx.alloc().directBuffer(LoneRecord.ALERT_BYTES);
        LoneRecord.Content content = LoneRecord.read(engine, record, data);
        if (content == LoneRecord.Content.NOT_READ) {
            data.release();
            ctx.fireChannelRead(record);
            return;
        }
        record.release();
        if (data.isReadable()) {
            delivered = true;
            ctx.pipeline().context(ssl).fireChannelRead(data);
        } else {
            data.release();
        }
        if (ctx.isRemoved()) {
            return; // whoever took the data closed the channel
        }
        if (content == LoneRecord.Content.CLOSE_NOTIFY) {
            ended = true;
            ctx.pipeline().context(ssl).fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        } else if (content == LoneRecord.Content.FAILURE) {
            fail(ctx, "the peer broke TLS off, or sent what cannot be decrypted");
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.fireChannelReadComplete();
        delivered = false;
    }

    /** The TLS handler asks for more whenever it had nothing to pass on. Then the peer would be read while nobody reads. */
    @Override
    public void read(ChannelHandlerContext ctx) {
        if (!delivered || ctx.channel().config().isAutoRead()) {
            ctx.read();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent && !ssl.handshakeFuture().isDone()) {
            fail(ctx, "the peer ended the connection amid the handshake"); // the TLS handler would wait for the rest
        } else if (!(event instanceof ChannelInputShutdownEvent)
                || !ours(ctx)
                || (!ended && ssl.engine().isInboundDone())) { // the engine has read the close_notify itself
            ctx.fireUserEventTriggered(event);
        } else if (!ended && ctx.channel().isActive()) {
            fail(ctx, "the peer's TLS ended without a close_notify");
        }
    }

    private boolean ours(ChannelHandlerContext ctx) {
        return ssl.handshakeFuture().isSuccess()
                && Boolean.TRUE.equals(ctx.channel().config().getOption(ChannelOption.ALLOW_HALF_CLOSURE));
    }

    private static void fail(ChannelHandlerContext ctx, String why) {
        ctx.fireExceptionCaught(new SSLException(why));
        ctx.close();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        begun.release();
        begun = Unpooled.EMPTY_BUFFER;
    }
}
