package io.weft.proxy.detect;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the first bytes of a connection, names its protocol and steps aside.
 *
 * <p>Availability comes before certainty: a peer silent for {@code timeout} counts as opaque, because in many protocols the
 * server speaks first. A wrong verdict costs per-request features; a stuck connection, an outage.
 *
 * <p>Threading: the channel's event loop only. Ownership: the bytes read here travel on, untouched, exactly once.
 */
public final class ProtocolDetectHandler extends ByteToMessageDecoder {
    /** Installs what the verdict calls for, before the buffered bytes are replayed. */
    @FunctionalInterface
    public interface Next {
        /** {@code verdict} is {@link Detection#BROKEN} on a channel that is gone: there is nothing to install. */
        void install(ChannelHandlerContext ctx, Detection verdict, Duration waited);
    }

    private final Duration timeout;
    private final Next next;
    private long started;
    private boolean decided;
    private @Nullable Future<?> deadline;

    public ProtocolDetectHandler(Duration timeout, Next next) {
        this.timeout = timeout;
        this.next = next;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        started = ctx.executor().ticker().nanoTime();
        deadline = ctx.executor().schedule(() -> decide(ctx, Detection.TIMED_OUT), timeout.toNanos(), NANOSECONDS);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        decide(ctx, HttpPreface.classify(in));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        super.channelInactive(ctx);
        if (!decided) {
            decide(ctx, Detection.BROKEN);
        }
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    private void decide(ChannelHandlerContext ctx, Detection verdict) {
        if (decided) {
            return;
        }
        decided = true;
        next.install(ctx, verdict, Duration.ofNanos(ctx.executor().ticker().nanoTime() - started));
        ctx.pipeline().remove(this); // the base class replays what it buffered
    }
}
