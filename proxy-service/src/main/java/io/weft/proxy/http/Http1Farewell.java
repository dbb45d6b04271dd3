package io.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.weft.proxy.transport.OutputEnd;
import java.util.concurrent.TimeUnit;

/**
 * How an accepted HTTP/1 connection ends. Once it has begun to, what still comes is thrown away.
 *
 * <p>Threading: the connection's event loop.
 */
final class Http1Farewell {
    private boolean begun;
    private long discarded; // bytes

    boolean begun() {
        return begun;
    }

    /** The connection is gone, or is closed by who calls. */
    void begin() {
        begun = true;
    }

    /** All is said: closed when it is written. */
    void whenWritten(ChannelHandlerContext ctx) {
        begun = true;
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /**
     * The answer is out before the request is in. Closed now, the kernel would answer the rest of the request with a reset,
     * which may overtake the answer (RFC 9112 §9.6); so our half is closed, and for a while the rest is thrown away.
     */
    void linger(ChannelHandlerContext ctx) {
        begun = true;
        Channel channel = ctx.channel();
        ctx.flush();
        OutputEnd.of(channel);
        channel.config().setAutoRead(true);
        Future<?> enough =
                ctx.executor().schedule(() -> channel.close(), HttpLimits.LINGER_MILLIS, TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> enough.cancel(false));
    }

    /** Releases what came too late; too much of it is a reason to close at once. */
    void discard(ChannelHandlerContext ctx, Object message) {
        discarded += size(message);
        ReferenceCountUtil.release(message);
        if (discarded > HttpLimits.MAX_LINGERED_BYTES) {
            ctx.close();
        }
    }

    private static int size(Object message) {
        return switch (message) {
            case HttpContent content -> content.content().readableBytes();
            case ByteBuf bytes -> bytes.readableBytes();
            default -> 0;
        };
    }
}
