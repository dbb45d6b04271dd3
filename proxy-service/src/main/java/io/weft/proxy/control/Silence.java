package io.weft.proxy.control;

import io.weft.core.Ticker;

/**
 * For how long a service has not been reached. What was learned of it is as old as that.
 *
 * <p>Threading: told on one event loop; read from any thread.
 */
final class Silence {
    private static final double NANOS = 1e9;

    private final Ticker ticker;
    private volatile long since;
    private volatile boolean silent = true;

    /** Begins now: nothing was reached yet. */
    Silence(Ticker ticker) {
        this.ticker = ticker;
        this.since = ticker.nanoTime();
    }

    /** It cannot be reached; if that is known already, nothing changes. */
    void begin() {
        if (!silent) {
            since = ticker.nanoTime();
            silent = true;
        }
    }

    /** It has been reached. */
    void end() {
        silent = false;
    }

    /** 0 while it can be reached. */
    double seconds() {
        return silent ? (ticker.nanoTime() - since) / NANOS : 0;
    }
}
