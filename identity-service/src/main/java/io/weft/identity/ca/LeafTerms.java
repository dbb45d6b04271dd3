package io.weft.identity.ca;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * For how long leaves are issued.
 *
 * @param lifetime positive
 * @param skew how far clocks may be apart; zero or positive. Leaves begin that much earlier and end that much later
 */
public record LeafTerms(Duration lifetime, Duration skew) {

    /** The validity of a leaf issued at {@code now}, never beyond {@code limit}; in whole seconds, as certificates are. */
    Validity at(Instant now, Instant limit) {
        Instant end = now.plus(lifetime).plus(skew);
        return new Validity(
                now.minus(skew).truncatedTo(ChronoUnit.SECONDS),
                (end.isBefore(limit) ? end : limit).truncatedTo(ChronoUnit.SECONDS));
    }
}
