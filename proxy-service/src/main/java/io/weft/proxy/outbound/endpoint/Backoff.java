package io.weft.proxy.outbound.endpoint;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Doubling pauses with up to a tenth more at random, so that proxies do not return in step. */
final class Backoff {
    private static final double JITTER = 0.1;

    private final Duration min;
    private final Duration max;
    private int failures;

    Backoff(Duration min, Duration max) {
        this.min = min;
        this.max = max;
    }

    Duration next() {
        long base = Math.min(max.toNanos(), min.toNanos() << Math.min(failures, 20));
        failures++;
        long jittered = (long) (base * (1 + ThreadLocalRandom.current().nextDouble(JITTER)));
        return Duration.ofNanos(Math.min(max.toNanos(), jittered));
    }

    void reset() {
        failures = 0;
    }
}
