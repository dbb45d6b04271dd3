package io.weft.proxy.transport;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.Future;
import io.weft.proxy.errors.RootCause;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the transport header and steps aside; whatever follows it travels on untouched. A malformed header, or none within
 * {@code timeout}, closes the connection.
 */
public final class TransportHeaderHandler extends ByteToMessageDecoder {
    /** Told once what came: installs what the header calls for, before the bytes behind it are replayed. */
    public interface Next {
        void install(ChannelHandlerContext ctx, TransportHeader header);

        /** There will be no header; the channel is closing. */
        void refused(IOException why);
    }

    private final Duration timeout;
    private final Next next;
    private @Nullable Future<?> deadline;
    private boolean told;

    public TransportHeaderHandler(Duration timeout, Next next) {
        this.timeout = timeout;
        this.next = next;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        deadline = ctx.executor().schedule(() -> silent(ctx), timeout.toNanos(), NANOSECONDS);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        TransportHeader.decode(in).ifPresent(header -> {
            told = true;
            next.install(ctx, header);
            ctx.pipeline().remove(this); // the base class replays what stands behind the header
        });
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!told) {
            refuse(ctx, cause instanceof IOException left ? left : new ProtocolException(RootCause.of(cause)));
        }
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    private void silent(ChannelHandlerContext ctx) {
        refuse(ctx, new SocketTimeoutException("no transport header within " + timeout));
    }

    private void refuse(ChannelHandlerContext ctx, IOException why) {
        told = true;
        next.refused(why);
        ctx.close();
    }
}
