package io.weft.proxy.config;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after failures in a row: doubling, with a random extra so that proxies do not return in step.
 *
 * @param min after the first failure
 * @param max ceiling before the random extra; positive, at least {@code min}
 * @param jitterRatio extra random share of each wait, 0.0 to 100.0
 */
public record Backoff(Duration min, Duration max, double jitterRatio) {
    private static final int MAX_DOUBLINGS = 62;
    private static final long SHORTEST_NANOS = 1_000_000; // a zero wait would spin

    /** @throws IllegalArgumentException if a value is out of range */
    public Backoff {
        if (min.isNegative() || max.compareTo(min) < 0 || max.isZero() || !(jitterRatio >= 0 && jitterRatio <= 100)) {
            throw new IllegalArgumentException("backoff out of range: " + min + ", " + max + ", " + jitterRatio);
        }
    }

    /**
     * The wait after {@code failures} failures in a row.
     *
     * @param failures 1 or more
     */
    public Duration delay(int failures, RandomGenerator random) {
        double doubled =
                Math.scalb((double) Math.max(min.toNanos(), SHORTEST_NANOS), Math.min(failures - 1, MAX_DOUBLINGS));
        double capped = Math.min(doubled, (double) Math.max(max.toNanos(), SHORTEST_NANOS));
        return Duration.ofNanos((long) (capped * (1 + jitterRatio * random.nextDouble())));
    }

    /** The same, and never more than {@link #max}. */
    public Duration delayWithin(int failures, RandomGenerator random) {
        Duration delay = delay(failures, random);
        return delay.compareTo(max) > 0 ? max : delay;
    }
}
