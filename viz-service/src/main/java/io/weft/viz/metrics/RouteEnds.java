package io.weft.viz.metrics;

import io.weft.viz.window.Observation;
import java.time.Duration;

/** How what took a route ended, by what sidecars count of it. Not thread-safe. */
final class RouteEnds {
    private static final double MILLIS = 1e3;

    private final Latencies latencies = new Latencies();
    private double successes;
    private double failures;
    private double timeouts;
    private double retries;
    private Duration watched = Duration.ZERO;

    /** {@code observed} counts by classification, or by status and error. */
    void ended(Observation observed, boolean success) {
        watch(observed);
        if (success) {
            successes += observed.value();
        } else {
            failures += observed.value();
        }
        if (RouteTally.timedOut(observed)) {
            timeouts += observed.value();
        }
    }

    void retried(Observation observed) {
        watch(observed);
        retries += observed.value();
    }

    void tookMillis(Observation bucket) {
        watch(bucket);
        latencies.add(bucket.label("le"), bucket.value());
    }

    void tookSeconds(Observation bucket) {
        watch(bucket);
        latencies.addSeconds(bucket.label("le"), bucket.value());
    }

    boolean any() {
        return successes + failures > 0;
    }

    long timeouts() {
        return Math.round(timeouts);
    }

    long retries() {
        return Math.round(retries);
    }

    /** For how long it was counted. */
    double seconds() {
        return watched.toMillis() / MILLIS;
    }

    BasicStatsJson stats() {
        return new BasicStatsJson(
                Math.round(successes),
                Math.round(failures),
                latencies.quantile(0.5),
                latencies.quantile(0.95),
                latencies.quantile(0.99),
                0,
                0);
    }

    private void watch(Observation observed) {
        watched = watched.compareTo(observed.watched()) < 0 ? observed.watched() : watched;
    }
}
