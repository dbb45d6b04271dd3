package io.weft.proxy.outbound.discover;

import io.weft.api.outbound.ExponentialBackoff;
import io.weft.api.outbound.FailureAccrual;
import io.weft.proxy.config.Backoff;
import io.weft.proxy.control.DurationTranslator;
import io.weft.proxy.outbound.route.FailureAccrual.SuccessRate;
import io.weft.proxy.route.InvalidPolicyException;
import java.time.Duration;
import java.util.Optional;

/** Numbers of outbound policies: one that is wrong spoils the whole policy. */
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

    static Backoff read(ExponentialBackoff message) {
        Duration min = read(message.getMinBackoff());
        Duration max = read(message.getMaxBackoff());
        InvalidPolicyException.check(max.compareTo(min) >= 0 && max.isPositive(), "a backoff whose ends do not rise");
        InvalidPolicyException.check(
                message.getJitterRatio() >= 0 && message.getJitterRatio() <= MAX_JITTER,
                "a backoff whose jitter is not between 0 and 100");
        return new Backoff(min, max, message.getJitterRatio());
    }

    /** Empty: endpoints are never left alone. */
    static Optional<io.weft.proxy.outbound.route.FailureAccrual> read(FailureAccrual message) {
        return switch (message.getKindCase()) {
            case CONSECUTIVE_FAILURES -> {
                InvalidPolicyException.check(
                        message.getConsecutiveFailures().hasBackoff(), "failure accrual without backoff");
                yield some(new io.weft.proxy.outbound.route.FailureAccrual(
                        atMost(message.getConsecutiveFailures().getMaxFailures()),
                        Optional.empty(),
                        read(message.getConsecutiveFailures().getBackoff())));
            }
            case UNIFIED -> some(read(message.getUnified()));
            case KIND_NOT_SET -> Optional.empty();
        };
    }

    private static Optional<io.weft.proxy.outbound.route.FailureAccrual> some(
            io.weft.proxy.outbound.route.FailureAccrual accrual) {
        return accrual.consecutive() == 0 && accrual.successRate().isEmpty() ? Optional.empty() : Optional.of(accrual);
    }

    private static io.weft.proxy.outbound.route.FailureAccrual read(FailureAccrual.Unified message) {
        double threshold = message.getSuccessRateThreshold();
        InvalidPolicyException.check(threshold >= 0 && threshold <= 1, "a success rate that is not between 0 and 1");
        InvalidPolicyException.check(message.hasBackoff(), "failure accrual without backoff");
        Backoff backoff = read(message.getBackoff());
        Optional<SuccessRate> rate = Optional.empty();
        if (threshold > 0) {
            Duration window = read(message.getDecay());
            InvalidPolicyException.check(window.compareTo(SHORTEST_WINDOW) >= 0, "a success-rate window under 10 ms");
            InvalidPolicyException.check(
                    Integer.toUnsignedLong(message.getMinRequests()) <= MOST_REQUESTS,
                    "a success rate over more than a million requests");
            rate = Optional.of(new SuccessRate(threshold, window, message.getMinRequests()));
        }
        return new io.weft.proxy.outbound.route.FailureAccrual(
                atMost(message.getMaxConsecutiveFailures()), rate, backoff);
    }

    /** An unsigned number, or as much as an int holds. */
    static int atMost(int unsigned) {
        return (int) Math.min(Integer.MAX_VALUE, Integer.toUnsignedLong(unsigned));
    }
}
