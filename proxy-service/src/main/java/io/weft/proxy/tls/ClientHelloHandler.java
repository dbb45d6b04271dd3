package io.weft.proxy.tls;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the server name of TLS that is not for us, and steps aside. A client that names none in time, or speaks no TLS, has
 * named none.
 *
 * <p>Threading: the channel's event loop only. Ownership: the bytes read here travel on, untouched, exactly once.
 */
public final class ClientHelloHandler extends AbstractSniHandler<String> {
    /** Told once, before the bytes are replayed; not on a channel that is gone. */
    @FunctionalInterface
    public interface Next {
        /** {@code serverName}: empty if there is none. */
        void named(Optional<String> serverName);
    }

    private final Duration timeout;
    private final Next next;
    private @Nullable Future<?> deadline;
    private boolean told;

    /** {@code timeout}: from now to the whole ClientHello, positive. */
    public ClientHelloHandler(Duration timeout, Next next) {
        super(0);
        this.timeout = timeout;
        this.next = next;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
        super.handlerAdded(ctx);
        deadline = ctx.executor().schedule(() -> giveUp(ctx), timeout.toNanos(), NANOSECONDS);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) throws Exception {
        if (deadline != null) {
            deadline.cancel(false);
        }
        super.handlerRemoved0(ctx);
    }

    @Override
    protected Future<String> lookup(ChannelHandlerContext ctx, @Nullable String serverName) {
        return ctx.executor().newSucceededFuture(serverName == null ? "" : serverName);
    }

    @Override
    protected void onLookupComplete(ChannelHandlerContext ctx, @Nullable String serverName, Future<String> done) {
        tell(Optional.ofNullable(serverName));
        ctx.pipeline().remove(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        giveUp(ctx);
    }

    /** Silent for too long, or no ClientHello. */
    private void giveUp(ChannelHandlerContext ctx) {
        tell(Optional.empty());
        ctx.close();
    }

    private void tell(Optional<String> serverName) {
        if (!told) {
            told = true;
            next.named(serverName);
        }
    }
}
