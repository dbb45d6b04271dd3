package io.weft.proxy.http;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Ends an accepted HTTP/2 connection without losing a request: first the client is told to open no further streams, while
 * those on their way are taken; when it must have heard, it is told which was the last, and the connection closes after that
 * one (RFC 9113 §6.8).
 *
 * <p>Threading: the connection's event loop.
 */
final class LastCall {
    private static final long PING = 0x6c617374_63616c6cL; // any number of our own
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Http2ServerHandler connection;
    private boolean begun;
    private @Nullable Future<?> deadline; // null before it and after the end

    LastCall(Http2ServerHandler connection) {
        this.connection = connection;
    }

    /** Idempotent. */
    void begin() {
        if (begun) {
            return;
        }
        begun = true;
        ChannelHandlerContext ctx = connection.ctx();
        connection.goAway(Integer.MAX_VALUE);
        connection.writePing(PING);
        deadline = ctx.executor().schedule(this::end, PATIENCE.toNanos(), NANOSECONDS);
    }

    /** The client has read everything sent before this ping. */
    void acknowledged(long ping) {
        if (ping == PING) {
            end();
        }
    }

    /** The connection is gone. */
    void stop() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    private void end() {
        if (deadline != null) {
            stop();
            connection.goAway(connection.connection().remote().lastStreamCreated());
            connection.retireGracefully();
        }
    }
}
