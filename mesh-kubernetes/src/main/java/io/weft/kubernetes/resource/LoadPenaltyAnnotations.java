package io.weft.kubernetes.resource;

import java.time.Duration;
import java.util.Optional;

/**
 * Reads what annotations of a Service say of how failures weigh in the choice of a replica.
 *
 * <p>Threading: stateless.
 *
 * @see "crds, 12.3"
 */
public final class LoadPenaltyAnnotations {
    private static final Duration LONGEST = Duration.ofMillis(0xffff_ffffL);

    private LoadPenaltyAnnotations() {}

    /**
     * Empty where nothing is asked for.
     *
     * @throws ResourceException if an annotation says something that is not allowed
     */
    public static Optional<LoadPenalty> read(Metadata metadata) {
        Annotations annotations = new Annotations(metadata);
        return annotations.truth(KnownAnnotations.PENALIZE_FAILURES).orElse(false)
                ? Optional.of(penalty(annotations))
                : Optional.empty();
    }

    private static LoadPenalty penalty(Annotations annotations) {
        Duration penalty = annotations.duration(KnownAnnotations.LOAD_PENALTY).orElse(Duration.ofSeconds(5));
        annotations.require(
                penalty.compareTo(LONGEST) <= 0,
                KnownAnnotations.LOAD_PENALTY,
                "at most " + LONGEST.toMillis() + "ms is allowed");
        return new LoadPenalty(
                penalty,
                annotations.duration(KnownAnnotations.LOAD_MAX_RETRY_AFTER).orElse(Duration.ofMinutes(5)));
    }
}
