package io.weft.proxy.telemetry;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import org.jspecify.annotations.Nullable;

/**
 * What ended a connection while it was written to. Netty fires no exception for it: it fails the writes, and closes. Asking
 * each of them would cost every request; a closed channel tells it to whoever writes once more.
 */
public final class WriteFailure {
    private WriteFailure() {}

    /** Null where it was something else. {@code closed}: on its event loop. */
    public static @Nullable Throwable of(Channel closed) {
        if (closed.isOpen()) {
            return null;
        }
        ChannelPromise once = closed.newPromise();
        closed.unsafe().write(Unpooled.EMPTY_BUFFER, once); // past the handlers: they may have gone, or make it bytes
        Throwable refused = once.cause();
        return refused == null ? null : refused.getCause();
    }
}
