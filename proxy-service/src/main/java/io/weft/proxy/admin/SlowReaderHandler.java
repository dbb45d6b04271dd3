package io.weft.proxy.admin;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose peer asks and does not take the answer, which would stay in memory for ever. Stands at the front of a
 * connection, and of each stream of HTTP/2, where a peer may also hold the window shut.
 *
 * <p>Threading: the channel's event loop only.
 */
final class SlowReaderHandler extends ChannelOutboundHandlerAdapter {
    private final Channel connection;
    private final long limitNanos;
    private final AtomicLong untaken;
    private int writes; // not taken yet
    private @Nullable Future<?> deadline; // null unless there are some

    /** @param untaken bytes that wait in all such handlers together */
    SlowReaderHandler(Channel connection, long limitNanos, AtomicLong untaken) {
        this.connection = connection;
        this.limitNanos = limitNanos;
        this.untaken = untaken;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        int bytes = bytes(message);
        writes++;
        untaken.addAndGet(bytes);
        if (deadline == null) {
            deadline = ctx.executor().schedule(this::giveUp, limitNanos, TimeUnit.NANOSECONDS);
        }
        ChannelPromise told = promise.unvoid();
        told.addListener(taken -> taken(bytes));
        ctx.write(message, told);
    }

    private static int bytes(Object message) {
        return switch (message) {
            case ByteBuf data -> data.readableBytes();
            case ByteBufHolder frame -> frame.content().readableBytes();
            default -> 0;
        };
    }

    private void taken(int bytes) {
        untaken.addAndGet(-bytes);
        writes--;
        if (writes == 0 && deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    private void giveUp() {
        var _ = connection.close();
    }
}
