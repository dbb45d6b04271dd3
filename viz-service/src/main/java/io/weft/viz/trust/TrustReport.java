package io.weft.viz.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What one sidecar trusts.
 *
 * @param version of the trust bundle, as identity-service calls it
 * @param since when it was first seen with that version
 * @param seen when it said so last
 * @param certifiedAt when its leaf was made, in whole seconds
 * @param expiresAt when its leaf expires, in whole seconds
 */
public record TrustReport(
        String version, Instant since, Instant seen, Optional<Instant> certifiedAt, Optional<Instant> expiresAt) {
    /** A sidecar renews its leaf when seven tenths of its life are over. */
    private static final double LATE = 0.85;

    /** Whether its leaf should have been renewed long ago. */
    public boolean isLate(Instant now) {
        return expiresAt.filter(end -> !now.isBefore(end.minus(rest(end)))).isPresent();
    }

    private Duration rest(Instant end) {
        return certifiedAt
                .map(begin -> Duration.between(begin, end))
                .map(life -> Duration.ofMillis((long) (life.toMillis() * (1 - LATE))))
                .orElse(Duration.ZERO);
    }
}
