package io.weft.service.cluster;

import io.weft.core.Ticker;
import java.time.Duration;

/**
 * Whether we lead: from when the lease was got or renewed, for as long as its terms say, and no longer, even if this process
 * was stopped meanwhile and has not noticed.
 *
 * <p>Threading: written by the elector, read from any thread.
 */
final class Tenure {
    private final Ticker ticker;
    private final long lastsNanos;
    private final Runnable whenBegun;
    private volatile Until until = new Until(false, 0);

    private record Until(boolean held, long nanos) {}

    /** @param whenBegun told each time we come to lead; returns at once */
    Tenure(Ticker ticker, Duration lasts, Runnable whenBegun) {
        this.ticker = ticker;
        this.lastsNanos = lasts.toNanos();
        this.whenBegun = whenBegun;
    }

    boolean leads() {
        Until now = until;
        return now.held() && ticker.nanoTime() - now.nanos() < 0;
    }

    long now() {
        return ticker.nanoTime();
    }

    /** @param askedNanos when the lease was asked for, not when it was given */
    void begin(long askedNanos) {
        boolean led = leads();
        until = new Until(true, askedNanos + lastsNanos);
        if (!led) {
            whenBegun.run();
        }
    }

    void end() {
        until = new Until(false, 0);
    }
}
