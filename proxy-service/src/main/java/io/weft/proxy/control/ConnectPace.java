package io.weft.proxy.control;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.weft.core.Ticker;
import io.weft.proxy.config.Backoff;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Slows a channel down whose connections succeed and are closed at once. gRPC dials again without a pause then, as often as
 * the machine can.
 *
 * <p>Threading: the event loop.
 */
final class ConnectPace {
    /** A connection that lived this long was a good one. */
    static final Duration GOOD = Duration.ofSeconds(10);

    private final Backoff backoff;
    private final RandomGenerator random;
    private final Ticker ticker;
    private int shortLived;
    private long lastDialled;

    ConnectPace(Backoff backoff, RandomGenerator random, Ticker ticker) {
        this.backoff = backoff;
        this.random = random;
        this.ticker = ticker;
    }

    /** Nanoseconds to wait before dialling; the dial counts as made. */
    long beforeDialling() {
        long now = ticker.nanoTime();
        long wait = shortLived == 0
                ? 0
                : Math.max(0, backoff.delay(shortLived, random).toNanos() - (now - lastDialled));
        lastDialled = now + wait;
        return wait;
    }

    /** A connection that had come about is gone. */
    void closed(long livedNanos) {
        shortLived = livedNanos >= GOOD.toNanos() ? 0 : shortLived + 1;
    }

    /** One for each connection. */
    Handler newHandler() {
        return new Handler();
    }

    /** Delays the dial and watches how long the connection lives. */
    final class Handler extends ChannelDuplexHandler {
        private long since;

        @Override
        public void connect(ChannelHandlerContext ctx, SocketAddress to, SocketAddress from, ChannelPromise promise) {
            long wait = beforeDialling();
            if (wait == 0) {
                dial(ctx, to, from, promise);
            } else {
                var _ = ctx.executor().schedule(() -> dial(ctx, to, from, promise), wait, TimeUnit.NANOSECONDS);
            }
        }

        private static void dial(
                ChannelHandlerContext ctx, SocketAddress to, SocketAddress from, ChannelPromise promise) {
            var _ = ctx.connect(to, from, promise);
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            since = ticker.nanoTime();
            ctx.fireChannelActive();
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            closed(ticker.nanoTime() - since);
            ctx.fireChannelInactive();
        }
    }
}
