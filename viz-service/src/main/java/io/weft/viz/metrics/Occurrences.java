package io.weft.viz.metrics;

import io.weft.viz.window.Observation;

/**
 * How often something happened.
 *
 * @param seconds for how long it was watched
 */
record Occurrences(double times, double seconds) {
    private static final double MILLIS = 1e3;

    static Occurrences of(Observation observed) {
        return new Occurrences(observed.value(), observed.watched().toMillis() / MILLIS);
    }

    /** The same thing, seen at another replica meanwhile. */
    Occurrences plus(Occurrences more) {
        return new Occurrences(times + more.times, Math.max(seconds, more.seconds));
    }

    long count() {
        return Math.round(times);
    }
}
