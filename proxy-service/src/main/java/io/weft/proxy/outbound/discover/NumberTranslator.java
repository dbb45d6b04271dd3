package io.weft.proxy.outbound.discover;

import io.weft.api.httproute.Timeouts;
import io.weft.api.outbound.ExponentialBackoff;
import io.weft.api.outbound.FailureAccrual;
import io.weft.proxy.control.DurationTranslator;
import java.time.Duration;

/** Checks numbers of outbound policies, followed by this version or not: one that is wrong spoils the whole policy. */
final class NumberTranslator {
    private static final double MAX_JITTER = 100;
    private static final Duration SHORTEST_WINDOW = Duration.ofMillis(10);
    private static final long MOST_REQUESTS = 1_000_000;

    private NumberTranslator() {}

    /** @throws InvalidPolicyException if it is negative or too long */
    static Duration read(com.google.protobuf.Duration message) {
        try {
            return DurationTranslator.read(message);
        } catch (IllegalArgumentException wrong) {
            throw new InvalidPolicyException(String.valueOf(wrong.getMessage()));
        }
    }

    static void check(Timeouts message) {
        read(message.getResponse());
        read(message.getRequest());
        read(message.getIdle());
    }

    static void check(ExponentialBackoff message) {
        Duration min = read(message.getMinBackoff());
        Duration max = read(message.getMaxBackoff());
        InvalidPolicyException.check(max.compareTo(min) >= 0 && max.isPositive(), "a backoff whose ends do not rise");
        InvalidPolicyException.check(
                message.getJitterRatio() >= 0 && message.getJitterRatio() <= MAX_JITTER,
                "a backoff whose jitter is not between 0 and 100");
    }

    static void check(FailureAccrual message) {
        switch (message.getKindCase()) {
            case CONSECUTIVE_FAILURES -> {
                InvalidPolicyException.check(
                        message.getConsecutiveFailures().hasBackoff(), "failure accrual without backoff");
                check(message.getConsecutiveFailures().getBackoff());
            }
            case UNIFIED -> check(message.getUnified());
            case KIND_NOT_SET -> {}
        }
    }

    private static void check(FailureAccrual.Unified message) {
        double threshold = message.getSuccessRateThreshold();
        InvalidPolicyException.check(threshold >= 0 && threshold <= 1, "a success rate that is not between 0 and 1");
        InvalidPolicyException.check(message.hasBackoff(), "failure accrual without backoff");
        check(message.getBackoff());
        if (threshold > 0) {
            InvalidPolicyException.check(
                    read(message.getDecay()).compareTo(SHORTEST_WINDOW) >= 0, "a success-rate window under 10 ms");
            InvalidPolicyException.check(
                    Integer.toUnsignedLong(message.getMinRequests()) <= MOST_REQUESTS,
                    "a success rate over more than a million requests");
        }
    }
}
