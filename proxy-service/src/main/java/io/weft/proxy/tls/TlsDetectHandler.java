package io.weft.proxy.tls;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether a connection opens with TLS addressed to us, and terminates it if so. Other TLS, and anything that is no TLS,
 * travels on untouched.
 *
 * <p>Threading: the channel's event loop only. Ownership: bytes read here are replayed exactly once.
 *
 * @see "wire-behaviour, 3.1: inbound TLS detection"
 */
public final class TlsDetectHandler extends ByteToMessageDecoder {
    /** Told once, when detection is over and before any application byte. */
    public interface Next {
        void detected(ChannelHandlerContext ctx, TlsStatus status);

        /** Detection or the handshake failed; the channel is closing. */
        void failed(ChannelHandlerContext ctx, Throwable cause);
    }

    private static final byte HANDSHAKE = 22;
    private static final byte MAJOR_VERSION = 3;

    private final MeshTls tls;
    private final String localServerName;
    private final boolean direct;
    private final Duration timeout;
    private final Next next;
    private @Nullable Future<?> deadline; // null once it is somebody else's to cancel

    /**
     * What to detect and whom to tell.
     *
     * @param localServerName what SNI must say for us to terminate, compared without case
     * @param direct whether the client dialled the proxy itself, and may therefore ask for the transport header
     * @param timeout from now to the whole ClientHello, positive
     */
    public TlsDetectHandler(MeshTls tls, String localServerName, boolean direct, Duration timeout, Next next) {
        this.tls = tls;
        this.localServerName = localServerName;
        this.direct = direct;
        this.timeout = timeout;
        this.next = next;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        deadline = ctx.executor().schedule(() -> timedOut(ctx), timeout.toNanos(), NANOSECONDS);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        byte first = in.getByte(in.readerIndex());
        boolean undecided = first == HANDSHAKE && in.readableBytes() == 1;
        if (undecided) {
            return;
        }
        if (first == HANDSHAKE && in.getByte(in.readerIndex() + 1) == MAJOR_VERSION) {
            Future<?> handedOn = requireNonNull(deadline);
            deadline = null;
            ctx.pipeline()
                    .addAfter(ctx.name(), null, new ServerNameHandler(tls, localServerName, direct, handedOn, next));
        } else {
            next.detected(ctx, new TlsStatus.None(TlsStatus.Reason.NO_TLS_FROM_REMOTE));
        }
        ctx.pipeline().remove(this);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    private void timedOut(ChannelHandlerContext ctx) {
        next.failed(ctx, new DetectTimeoutException(timeout));
        ctx.channel().close();
    }

    /** The client stayed silent, or did not finish its ClientHello, for too long. */
    public static final class DetectTimeoutException extends TimeoutException {
        DetectTimeoutException(Duration timeout) {
            super("tls detection timeout after " + timeout);
        }
    }
}
