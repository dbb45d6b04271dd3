package io.weft.proxy.outbound.route;

import io.weft.proxy.config.Backoff;
import java.time.Duration;
import java.util.Optional;

/**
 * When an endpoint that fails is left alone for a while.
 *
 * @param consecutive failures in a row; 0: however many
 * @param successRate empty: whatever it is
 * @param backoff how long it is left alone, growing with every probe that fails
 * @see "proxy-behaviour, 3"
 */
public record FailureAccrual(int consecutive, Optional<SuccessRate> successRate, Backoff backoff) {
    /**
     * The share of successes in a sliding window.
     *
     * @param threshold above 0, to 1; below it the endpoint is left alone
     * @param window at least 10 ms
     * @param minRequests fewer in a window say nothing
     */
    public record SuccessRate(double threshold, Duration window, int minRequests) {}
}
