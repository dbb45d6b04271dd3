package io.weft.proxy.transport;

import java.time.Duration;

/** Durations as options of sockets take them, which is not beyond what the kernel takes. Pure. */
public final class SocketTimes {
    private SocketTimes() {}

    /** How long to try to connect, in milliseconds; at least one, for none would mean for ever. */
    public static int connect(Duration duration) {
        return Math.max(1, user(duration));
    }

    /** {@code TCP_USER_TIMEOUT}, in milliseconds; zero leaves it to the kernel. */
    public static int user(Duration duration) {
        return (int) Math.clamp(duration.toMillis(), 0L, Integer.MAX_VALUE);
    }

    /** {@code TCP_KEEPIDLE} and {@code TCP_KEEPINTVL}, in seconds; at least one. */
    public static int keepalive(Duration duration) {
        return (int) Math.clamp(duration.toSeconds(), 1L, Short.MAX_VALUE);
    }
}
