package io.weft.cli.machine;

import java.time.Duration;

/**
 * How long to wait before something is tried again: doubling from {@code min} to {@code max}, and from {@code min} anew after
 * it held for {@code max}. Not safe for several threads.
 */
final class Backoff {
    private final Duration min;
    private final Duration max;
    private Duration next;

    /**
     * Starts with {@code min}.
     *
     * @param min positive, at most {@code max}
     */
    Backoff(Duration min, Duration max) {
        this.min = min;
        this.max = max;
        this.next = min;
    }

    /** Begins with {@code min} again: it succeeded. */
    void reset() {
        next = min;
    }

    /** @param held how long the attempt that just failed had been good */
    Duration afterHolding(Duration held) {
        if (held.compareTo(max) >= 0) {
            next = min;
        }
        Duration wait = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(max) > 0 ? max : doubled;
        return wait;
    }
}
