package io.weft.proxy.tls;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the ClientHello's server name; terminates the TLS that names us and lets the rest pass. */
final class ServerNameHandler extends AbstractSniHandler<Boolean> {
    private static final int LONGEST_NAME = 255; // of DNS; a stranger's is remembered in metrics

    private final MeshTls tls;
    private final String localServerName;
    private final boolean direct;
    private final Future<?> deadline;
    private final TlsDetectHandler.Next next;

    /** {@code deadline}: of the whole detection, cancelled when this handler leaves. */
    ServerNameHandler(
            MeshTls tls, String localServerName, boolean direct, Future<?> deadline, TlsDetectHandler.Next next) {
        super(0);
        this.deadline = deadline;
        this.tls = tls;
        this.localServerName = localServerName;
        this.direct = direct;
        this.next = next;
    }

    @Override
    protected Future<Boolean> lookup(ChannelHandlerContext ctx, @Nullable String serverName) {
        return ctx.executor().newSucceededFuture(localServerName.equalsIgnoreCase(serverName));
    }

    @Override
    protected void onLookupComplete(ChannelHandlerContext ctx, @Nullable String serverName, Future<Boolean> ours) {
        if (ours.isSuccess() && ours.getNow()) {
            terminate(ctx);
            return;
        }
        if (serverName != null && serverName.length() > LONGEST_NAME) {
            fail(ctx, new DecoderException("a server name of " + serverName.length() + " characters"));
            return;
        }
        next.detected(
                ctx,
                serverName == null
                        ? new TlsStatus.None(TlsStatus.Reason.NO_TLS_FROM_REMOTE)
                        : new TlsStatus.Passthru(serverName));
        ctx.pipeline().remove(this);
    }

    /** What opened like TLS is none, or longer than any greeting. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof DecoderException) {
            next.failed(ctx, cause);
            ctx.close();
        } else {
            ctx.fireExceptionCaught(cause);
        }
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) throws Exception {
        deadline.cancel(false);
        super.handlerRemoved0(ctx);
    }

    private void fail(ChannelHandlerContext ctx, Exception why) {
        ctx.pipeline().remove(this);
        next.failed(ctx, why);
        ctx.close();
    }

    private void terminate(ChannelHandlerContext ctx) {
        Optional<SslHandler> ssl = tls.server(ctx.alloc(), direct);
        if (ssl.isEmpty()) {
            fail(ctx, new IllegalStateException("a client spoke TLS before this proxy was certified"));
            return;
        }
        ctx.pipeline().addAfter(ctx.name(), "handshake", new HandshakeHandler(ssl.get(), next));
        ctx.pipeline().addAfter(ctx.name(), "tls", ssl.get());
        ctx.pipeline().addAfter(ctx.name(), "half-close", new HalfCloseHandler(ssl.get()));
        ctx.pipeline().remove(this); // replays the ClientHello
    }
}
