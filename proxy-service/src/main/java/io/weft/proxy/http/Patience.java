package io.weft.proxy.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long a peer may take over what it has begun: a head must be whole in time, however it drips, and a body must not fall
 * silent. Looks only while something is unfinished, so that what comes in one piece costs no timer. Event loop only.
 */
final class Patience {
    /** Between two looks, in seconds. */
    static final long TICK_SECONDS = 10;

    /** Looks that a head may be unfinished at: 20 to 30 seconds. */
    static final int HEAD_TICKS = 3;

    /** Looks in a row that a body may have been silent at: five minutes. */
    static final int BODY_TICKS = 30;

    /** What a connection waits for. */
    enum Unfinished {
        NOTHING,
        HEAD,
        BODY
    }

    /** A connection and its peer. */
    interface Waiting {
        Unfinished unfinished();

        /** The peer has had its time. */
        void tooSlow(ChannelHandlerContext ctx);
    }

    private final Waiting waiting;
    private boolean heard; // since the last look
    private int ticks;
    private @Nullable Future<?> next;

    Patience(Waiting waiting) {
        this.waiting = waiting;
    }

    /** Bytes have come. */
    void heard(ChannelHandlerContext ctx) {
        heard = true;
        if (next == null && waiting.unfinished() != Unfinished.NOTHING) {
            schedule(ctx);
        }
    }

    /** Something has been finished; what is unfinished now has all its time. */
    void progress() {
        ticks = 0;
    }

    private void schedule(ChannelHandlerContext ctx) {
        next = ctx.executor().schedule(() -> look(ctx), TICK_SECONDS, TimeUnit.SECONDS);
    }

    private void look(ChannelHandlerContext ctx) {
        next = null;
        Unfinished unfinished = waiting.unfinished();
        if (!ctx.channel().isActive() || unfinished == Unfinished.NOTHING) {
            return;
        }
        boolean head = unfinished == Unfinished.HEAD;
        boolean listening = ctx.channel().config().isAutoRead();
        ticks = listening && (head || !heard) ? ticks + 1 : 0;
        heard = false;
        if (ticks >= (head ? HEAD_TICKS : BODY_TICKS)) {
            waiting.tooSlow(ctx);
        } else {
            schedule(ctx);
        }
    }

    void stop() {
        if (next != null) {
            next.cancel(false);
        }
    }
}
