package io.weft.destination.grpc;

import io.weft.api.outbound.ExponentialBackoff;
import io.weft.api.outbound.FailureAccrual;
import io.weft.kubernetes.resource.FailureAccrual.Backoff;
import io.weft.kubernetes.resource.FailureAccrual.Consecutive;
import io.weft.kubernetes.resource.FailureAccrual.Unified;

/**
 * When a replica must rest. Pure.
 *
 * @see "wire-api, 11.5"
 */
final class FailureAccrualTranslator {
    private FailureAccrualTranslator() {}

    static FailureAccrual toMessage(io.weft.kubernetes.resource.FailureAccrual accrual) {
        return switch (accrual) {
            case Consecutive(int maxFailures, Backoff backoff) ->
                FailureAccrual.newBuilder()
                        .setConsecutiveFailures(FailureAccrual.ConsecutiveFailures.newBuilder()
                                .setMaxFailures(maxFailures)
                                .setBackoff(backoff(backoff)))
                        .build();
            case Unified unified ->
                FailureAccrual.newBuilder()
                        .setUnified(FailureAccrual.Unified.newBuilder()
                                .setSuccessRateThreshold(unified.successRate())
                                .setDecay(Durations.toMessage(unified.window()))
                                .setMinRequests(unified.minRequests())
                                .setMaxConsecutiveFailures(unified.maxFailures())
                                .setBackoff(backoff(unified.backoff())))
                        .build();
        };
    }

    private static ExponentialBackoff backoff(Backoff backoff) {
        return ExponentialBackoff.newBuilder()
                .setMinBackoff(Durations.toMessage(backoff.min()))
                .setMaxBackoff(Durations.toMessage(backoff.max()))
                .setJitterRatio(backoff.jitter())
                .setRespectRetryAfterHint(backoff.honorRetryAfter())
                .build();
    }
}
