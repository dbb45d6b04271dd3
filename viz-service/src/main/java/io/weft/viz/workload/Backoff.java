package io.weft.viz.workload;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Waits that double from {@code least} to {@code most}, each with up to a half more so that clients do not come in step. */
final class Backoff {
    private final Duration least;
    private final Duration most;
    private final RandomGenerator random;
    private Duration next;

    Backoff(Duration least, Duration most, RandomGenerator random) {
        this.least = least;
        this.most = most;
        this.random = random;
        next = least;
    }

    Duration next() {
        Duration base = next;
        Duration doubled = base.multipliedBy(2);
        next = doubled.compareTo(most) < 0 ? doubled : most;
        return base.plusMillis((long) (random.nextDouble() * base.toMillis() / 2));
    }

    void reset() {
        next = least;
    }
}
