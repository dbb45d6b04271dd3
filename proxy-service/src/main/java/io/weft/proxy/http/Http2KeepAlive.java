package io.weft.proxy.http;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Pings a peer at intervals and closes the connection if nothing at all is heard of it in time after one. A peer whose machine
 * is gone sends no end.
 *
 * <p>Threading: the connection's event loop.
 */
final class Http2KeepAlive {
    private static final long PING = 0x616c6976_653f3f3fL; // any number of our own

    private final Http2ServerSettings.KeepAlive settings;
    private final Http2ServerHandler connection;
    private @Nullable Future<?> next;
    private @Nullable Future<?> deadline; // null while nothing is waited for

    Http2KeepAlive(Http2ServerSettings.KeepAlive settings, Http2ServerHandler connection) {
        this.settings = settings;
        this.connection = connection;
    }

    void start() {
        EventExecutor loop = connection.ctx().executor();
        long interval = settings.interval().toNanos();
        next = loop.scheduleAtFixedRate(this::ping, interval, interval, NANOSECONDS);
    }

    private void ping() {
        connection.writePing(PING);
        if (deadline == null) {
            deadline = connection
                    .ctx()
                    .executor()
                    .schedule(() -> connection.ctx().close(), settings.timeout().toNanos(), NANOSECONDS);
        }
    }

    /** The peer has sent something. */
    void heard() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }

    /** The connection is gone. */
    void stop() {
        heard();
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }
}
