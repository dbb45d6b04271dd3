package io.weft.viz.metrics;

import io.weft.viz.window.Observation;
import java.time.Duration;
import java.util.Set;

/** Adds up what clients say about one route: requests as the applications saw them, and each try. Not thread-safe. */
final class RouteTally {
    private static final double MILLIS = 1e3;
    private static final String SERVER_ERRORS = "5";
    private static final Set<String> FAILED_CALLS =
            Set.of("UNKNOWN", "DEADLINE_EXCEEDED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS");

    private final Latencies latencies = new Latencies();
    private double successes;
    private double failures;
    private double successfulTries;
    private double failedTries;
    private double retries;
    private double timeouts;
    private Duration watched = Duration.ZERO;

    void add(Observation observed) {
        watched = watched.compareTo(observed.watched()) < 0 ? observed.watched() : watched;
        switch (observed.family()) {
            case PROFILE_RESPONSES ->
                request(observed, observed.label("classification").equals("success"));
            case PROFILE_TRIES -> attempt(observed.label("classification").equals("success"), observed.value());
            case PROFILE_LATENCY_BUCKETS -> latencies.add(observed.label("le"), observed.value());
            case PROFILE_RETRYABLE ->
                retries += observed.label("skipped").isEmpty() ? observed.value() : -observed.value();
            case HTTP_ROUTE_ENDS, GRPC_ROUTE_ENDS -> request(observed, success(observed));
            case HTTP_ROUTE_TRIES, GRPC_ROUTE_TRIES -> attempt(success(observed), observed.value());
            case HTTP_ROUTE_SECONDS_BUCKETS, GRPC_ROUTE_SECONDS_BUCKETS ->
                latencies.addSeconds(observed.label("le"), observed.value());
            case HTTP_ROUTE_RETRIES, GRPC_ROUTE_RETRIES -> retries += observed.value();
            default -> {} // not of routes
        }
    }

    /** Whether what ended so is a success, by status and error. */
    static boolean success(Observation observed) {
        return observed.label("error").isEmpty()
                && !observed.label("http_status").startsWith(SERVER_ERRORS)
                && !FAILED_CALLS.contains(observed.label("grpc_status"));
    }

    /** Whether what ended so had taken too long, by its error. */
    static boolean timedOut(Observation observed) {
        return observed.label("error").equals("timeout")
                || observed.label("error").endsWith("_TIMEOUT");
    }

    private void request(Observation observed, boolean success) {
        if (success) {
            successes += observed.value();
        } else {
            failures += observed.value();
        }
        timeouts += timedOut(observed) ? observed.value() : 0;
    }

    private void attempt(boolean success, double times) {
        if (success) {
            successfulTries += times;
        } else {
            failedTries += times;
        }
    }

    /** Tries beyond the first; those that a budget did not allow are not among them. */
    long retries() {
        return Math.max(0, Math.round(retries));
    }

    long timeouts() {
        return Math.round(timeouts);
    }

    /** For how long it was added up. */
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
                Math.round(successfulTries),
                Math.round(failedTries));
    }
}
