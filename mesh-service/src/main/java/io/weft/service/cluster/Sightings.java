package io.weft.service.cluster;

import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.weft.core.Ticker;
import java.time.Clock;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * How old a lease is by our own count: since we saw it change last. What others write of the time is no measure, as their clocks
 * may be wrong, and ours may jump.
 *
 * <p>Threading: one at a time.
 */
final class Sightings {
    private final Ticker ticker;
    private final Clock clock;
    private @Nullable LeaderElectionRecord last;
    private long sinceNanos;

    /** @param clock whoever is shown a lease compares its time with */
    Sightings(Ticker ticker, Clock clock) {
        this.ticker = ticker;
        this.clock = clock;
    }

    /** The same lease, as if it had been renewed when we first saw it like this. */
    LeaderElectionRecord dated(LeaderElectionRecord found) {
        long now = ticker.nanoTime();
        if (!found.equals(last)) {
            last = found;
            sinceNanos = now;
        }
        return found.toBuilder()
                .renewTime(ZonedDateTime.now(clock).minusNanos(now - sinceNanos))
                .build();
    }
}
