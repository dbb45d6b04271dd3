package io.weft.proxy.transport;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the transport header and steps aside; whatever follows it travels on untouched. A malformed header, or none within
 * {@code timeout}, closes the connection.
 */
public final class TransportHeaderHandler extends ByteToMessageDecoder {
    private static final Logger log = LoggerFactory.getLogger(TransportHeaderHandler.class);

    /** Installs what the header calls for, before the bytes behind it are replayed. */
    @FunctionalInterface
    public interface Next {
        void install(ChannelHandlerContext ctx, TransportHeader header);
    }

    private final Duration timeout;
    private final Next next;
    private @Nullable Future<?> deadline;

    public TransportHeaderHandler(Duration timeout, Next next) {
        this.timeout = timeout;
        this.next = next;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        deadline = ctx.executor().schedule(() -> refuse(ctx, "silent"), timeout.toNanos(), NANOSECONDS);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        TransportHeader.decode(in).ifPresent(header -> {
            next.install(ctx, header);
            ctx.pipeline().remove(this); // the base class replays what stands behind the header
        });
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        refuse(ctx, String.valueOf(cause.getMessage()));
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    private static void refuse(ChannelHandlerContext ctx, String why) {
        log.info("refused a direct connection from {}: {}", ctx.channel().remoteAddress(), why);
        ctx.close();
    }
}
