package io.weft.cli.tap;

import java.time.Duration;
import java.util.Locale;

/**
 * Requests that are alike, and how they went.
 *
 * @param best the shortest, as the other two from the request's beginning to the answer's end
 * @param last the latest
 */
record TopRow(Key key, long count, Duration best, Duration worst, Duration last, long successes) {
    private static final double MILLIS = 1e6;
    private static final double SECONDS = 1e9;

    /**
     * What is alike.
     *
     * @param target the path, or the route that took it
     */
    record Key(String source, String destination, String method, String target) {
        /** Whether {@code text} is in any of it. */
        boolean contains(String text) {
            return source.contains(text)
                    || destination.contains(text)
                    || method.contains(text)
                    || target.contains(text);
        }
    }

    static TopRow first(Key key, Duration took, boolean success) {
        return new TopRow(key, 1, took, took, took, success ? 1 : 0);
    }

    TopRow plus(Duration took, boolean success) {
        return new TopRow(
                key,
                count + 1,
                took.compareTo(best) < 0 ? took : best,
                took.compareTo(worst) > 0 ? took : worst,
                took,
                successes + (success ? 1 : 0));
    }

    /** From 0 to 1. */
    double successRate() {
        return (double) successes / count;
    }

    /** Microseconds, milliseconds or seconds, whichever is short. */
    static String text(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos < MILLIS) {
            return nanos / 1_000 + "µs";
        }
        return nanos < SECONDS
                ? Math.round(nanos / MILLIS) + "ms"
                : String.format(Locale.ROOT, "%.1fs", nanos / SECONDS);
    }
}
