package io.weft.kubernetes.resource;

import java.time.Duration;

/** When an endpoint has failed so much that nothing is sent there for a while. */
public sealed interface FailureAccrual {
    /**
     * After so many failures in a row.
     *
     * @param maxFailures at least 0
     */
    record Consecutive(int maxFailures, Backoff backoff) implements FailureAccrual {}

    /**
     * After so many failures in a row, or when too few of the requests of a while succeed.
     *
     * @param successRate 0 to 1; 0: it does not count
     * @param window over which successes count, positive
     * @param minRequests fewer say nothing
     * @param maxFailures in a row; 0: they do not count
     */
    record Unified(double successRate, Duration window, int minRequests, int maxFailures, Backoff backoff)
            implements FailureAccrual {}

    /**
     * For how long.
     *
     * @param min at first, at most {@code max}
     * @param max positive
     * @param jitter 0 to 100, of the wait
     * @param honorRetryAfter whether an answer may lengthen it
     */
    record Backoff(Duration min, Duration max, float jitter, boolean honorRetryAfter) {}
}
