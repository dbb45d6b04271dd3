package io.weft.proxy.http;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.weft.core.Http2Params.KeepAlive;
import org.jspecify.annotations.Nullable;

/**
 * Pings a peer at intervals and gives the connection up if nothing at all is heard of it in time after one. A peer whose machine
 * is gone sends no end.
 *
 * <p>Threading: the connection's event loop.
 */
final class Http2KeepAlive {
    private static final long PING = 0x616c6976_653f3f3fL; // any number of our own

    private final KeepAlive settings;
    private final Http2Handler<?> connection;
    private @Nullable Future<?> next;
    private @Nullable Future<?> deadline; // null while nothing is waited for

    Http2KeepAlive(KeepAlive settings, Http2Handler<?> connection) {
        this.settings = settings;
        this.connection = connection;
    }

    /** Goes on until the connection is closed. */
    void start() {
        EventExecutor loop = connection.ctx().executor();
        long interval = settings.interval().toNanos();
        next = loop.scheduleAtFixedRate(this::ping, interval, interval, NANOSECONDS);
        connection.ctx().channel().closeFuture().addListener(closed -> stop());
    }

    private void ping() {
        if (!settings.whileIdle() && connection.connection().numActiveStreams() == 0) {
            return;
        }
        connection.writePing(PING);
        if (deadline == null) {
            deadline = connection
                    .ctx()
                    .executor()
                    .schedule(connection::giveUp, settings.timeout().toNanos(), NANOSECONDS);
        }
    }

    /** The peer has sent something. */
    void heard() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    private void stop() {
        heard();
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }
}
