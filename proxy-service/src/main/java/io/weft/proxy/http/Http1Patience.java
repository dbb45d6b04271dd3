package io.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives up HTTP/1 clients that begin a request and do not go on: a head must be whole in time, however it drips, and a body must
 * not fall silent; nor may a large head be begun where there is no {@link HeadRoom}. A connection between requests may wait as
 * long as it likes. Stands before the codec; looks only while
 * something is unfinished, so that requests which come in one piece cost no timer. Event loop only.
 */
final class Http1Patience extends ChannelInboundHandlerAdapter {
    /** Between two looks, in seconds. */
    static final long TICK_SECONDS = 10;

    /** Looks that a head may be unfinished at: 20 to 30 seconds. */
    static final int HEAD_TICKS = 3;

    /** Looks in a row that a body may have been silent at: five minutes. */
    static final int BODY_TICKS = 30;

    private final Http1ServerHandler requests;
    private final HeadRoom.Share room;
    private boolean inHead;
    private int headBytes; // of one that is not whole
    private boolean heard; // since the last look
    private int ticks;
    private @Nullable Future<?> next;

    Http1Patience(Http1ServerHandler requests, HeadRoom.Share room) {
        this.requests = requests;
        this.room = room;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) {
        if (requests.ctx().isRemoved()) {
            ctx.fireChannelRead(bytes); // what is spoken now is no HTTP/1
            return;
        }
        int before = requests.messages();
        int size = bytes instanceof ByteBuf data ? data.readableBytes() : 0;
        ctx.fireChannelRead(bytes);
        heard = true;
        boolean came = requests.messages() != before;
        inHead = !came && !requests.keepsBytes() && (inHead || !requests.inBody());
        if (came) {
            ticks = 0;
        }
        headBytes = inHead ? headBytes + size : 0;
        if (!room.fits(headBytes)) {
            requests.tooMuch();
        } else if (next == null && unfinished()) {
            next = ctx.executor().schedule(() -> look(ctx), TICK_SECONDS, TimeUnit.SECONDS);
        }
    }

    private boolean unfinished() {
        return inHead || requests.inBody();
    }

    private void look(ChannelHandlerContext ctx) {
        next = null;
        if (!ctx.channel().isActive() || !unfinished() || requests.ctx().isRemoved()) {
            return;
        }
        boolean waiting = inHead || (!heard && ctx.channel().config().isAutoRead());
        ticks = waiting ? ticks + 1 : 0;
        heard = false;
        if (ticks >= (inHead ? HEAD_TICKS : BODY_TICKS)) {
            requests.tooSlow();
        } else {
            next = ctx.executor().schedule(() -> look(ctx), TICK_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        room.giveBack();
        if (next != null) {
            next.cancel(false);
        }
    }
}
