package io.weft.kubernetes.resource;

import io.weft.kubernetes.resource.FailureAccrual.Backoff;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads what annotations of a Service say of endpoints that fail.
 *
 * <p>Threading: stateless.
 *
 * @see "crds, 12.3"
 */
public final class FailureAccrualAnnotations {
    private static final long MOST_FAILURES = Integer.MAX_VALUE;
    private static final long MOST_REQUESTS = 1_000_000;
    private static final Duration SHORTEST_WINDOW = Duration.ofMillis(10);

    private FailureAccrualAnnotations() {}

    /**
     * Empty where nothing is asked for.
     *
     * @throws ResourceException if an annotation says something that is not allowed
     */
    public static Optional<FailureAccrual> read(Metadata metadata) {
        Annotations annotations = new Annotations(metadata);
        Optional<String> mode = annotations.read(
                KnownAnnotations.FAILURE_ACCRUAL,
                text -> Optional.of(text).filter(each -> each.equals("consecutive") || each.equals("unified")),
                "consecutive and unified are allowed");
        annotations.require(
                mode.isPresent() || !annotations.has(KnownAnnotations.ACCRUAL_HONOR_RETRY_AFTER),
                KnownAnnotations.ACCRUAL_HONOR_RETRY_AFTER,
                "it needs " + KnownAnnotations.FAILURE_ACCRUAL + " beside it");
        return mode.map(name -> name.equals("unified") ? unified(annotations) : consecutive(annotations));
    }

    private static FailureAccrual consecutive(Annotations annotations) {
        return new FailureAccrual.Consecutive(maxFailures(annotations), backoff(annotations));
    }

    private static FailureAccrual unified(Annotations annotations) {
        double rate =
                annotations.number(KnownAnnotations.ACCRUAL_SUCCESS_RATE, 1.0).orElse(0.8);
        Duration window = annotations.duration(KnownAnnotations.ACCRUAL_WINDOW).orElse(Duration.ofSeconds(10));
        annotations.require(
                rate == 0 ? !window.isZero() : window.compareTo(SHORTEST_WINDOW) >= 0,
                KnownAnnotations.ACCRUAL_WINDOW,
                "at least 10ms is allowed");
        int requests = annotations
                .count(KnownAnnotations.ACCRUAL_MIN_REQUESTS, rate == 0 ? MOST_FAILURES : MOST_REQUESTS)
                .orElse(5);
        return new FailureAccrual.Unified(rate, window, requests, maxFailures(annotations), backoff(annotations));
    }

    private static int maxFailures(Annotations annotations) {
        return annotations
                .count(KnownAnnotations.ACCRUAL_MAX_FAILURES, MOST_FAILURES)
                .orElse(7);
    }

    private static Backoff backoff(Annotations annotations) {
        Duration min =
                annotations.duration(KnownAnnotations.ACCRUAL_MIN_PENALTY).orElse(Duration.ofSeconds(1));
        Duration max =
                annotations.duration(KnownAnnotations.ACCRUAL_MAX_PENALTY).orElse(Duration.ofMinutes(1));
        annotations.require(!max.isZero(), KnownAnnotations.ACCRUAL_MAX_PENALTY, "more than 0 is allowed");
        annotations.require(
                min.compareTo(max) <= 0,
                KnownAnnotations.ACCRUAL_MIN_PENALTY,
                "at most " + KnownAnnotations.ACCRUAL_MAX_PENALTY + " is allowed");
        return new Backoff(
                min,
                max,
                annotations
                        .number(KnownAnnotations.ACCRUAL_JITTER, 100.0)
                        .orElse(0.5)
                        .floatValue(),
                annotations.truth(KnownAnnotations.ACCRUAL_HONOR_RETRY_AFTER).orElse(false));
    }
}
