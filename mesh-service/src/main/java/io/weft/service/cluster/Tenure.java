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
    private volatile Until until = new Until(false, 0);

    private record Until(boolean held, long nanos) {}

    Tenure(Ticker ticker, Duration lasts) {
        this.ticker = ticker;
        this.lastsNanos = lasts.toNanos();
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
        until = new Until(true, askedNanos + lastsNanos);
    }

    void end() {
        until = new Until(false, 0);
    }
}
