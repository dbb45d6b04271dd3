package io.weft.cli.machine;

import io.weft.core.Ticker;
import java.time.Duration;

/**
 * How long failures may take to pass.
 *
 * <p>Threading: one thread, which it puts to sleep.
 */
public final class Patience {
    /** Between two looks. */
    public static final Duration PAUSE = Duration.ofSeconds(5);

    private final Ticker ticker;
    private final Sleeper sleeper;
    private final long deadlineNanos;

    /** Waits. */
    @FunctionalInterface
    public interface Sleeper {
        void sleep(Duration pause) throws InterruptedException;
    }

    /** {@code total} counts from now on, over all looks. */
    public Patience(Duration total, Ticker ticker, Sleeper sleeper) {
        this.ticker = ticker;
        this.sleeper = sleeper;
        deadlineNanos = ticker.nanoTime() + total.toNanos();
    }

    /** Waits before another look; false if there is no time for one, or nobody waits any more. */
    public boolean pause() {
        long left = deadlineNanos - ticker.nanoTime();
        if (left <= 0) {
            return false;
        }
        try {
            sleeper.sleep(Duration.ofNanos(Math.min(left, PAUSE.toNanos())));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
