package io.weft.destination.writes;

import io.weft.core.Ticker;

/**
 * How fast is written: so many a second on the long run, and so many at once after a while of silence.
 *
 * <p>Threading: one thread only.
 */
final class Pace {
    private final Ticker ticker;
    private final long spacingNanos;
    private final long creditNanos;
    private long paidUpToNanos;

    /** @param burst at least 1 */
    Pace(Ticker ticker, int perSecond, int burst) {
        this.ticker = ticker;
        this.spacingNanos = 1_000_000_000L / perSecond;
        this.creditNanos = spacingNanos * (burst - 1);
        this.paidUpToNanos = ticker.nanoTime() - creditNanos;
    }

    /** How long to wait before the next; zero or less: not at all. */
    long remainingNanos() {
        return paidUpToNanos - ticker.nanoTime();
    }

    /** One is written. */
    void spend() {
        paidUpToNanos = Math.max(paidUpToNanos, ticker.nanoTime() - creditNanos) + spacingNanos;
    }
}
