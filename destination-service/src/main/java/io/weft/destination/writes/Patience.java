package io.weft.destination.writes;

import io.weft.core.Ticker;
import io.weft.kubernetes.resource.ResourceId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * How long what could not be written is left alone: a second, then twice as long each time, at most five minutes.
 *
 * <p>Threading: one thread only.
 */
final class Patience {
    private static final long FIRST_NANOS = 1_000_000_000L;
    private static final long MOST_NANOS = 300 * FIRST_NANOS;

    private final Ticker ticker;
    private final Map<ResourceId, Rest> rests = new HashMap<>();

    private record Rest(long fromNanos, long lastsNanos) {}

    Patience(Ticker ticker) {
        this.ticker = ticker;
    }

    /** How long it is to be left alone still; zero or less if it is not. */
    long remainingNanos(ResourceId subject) {
        Rest rest = rests.get(subject);
        return rest == null ? 0 : rest.fromNanos() + rest.lastsNanos() - ticker.nanoTime();
    }

    /**
     * It went wrong.
     *
     * @return whether for the first time
     */
    boolean failed(ResourceId subject) {
        Rest before = rests.get(subject);
        long lasts = before == null ? FIRST_NANOS : Math.min(MOST_NANOS, 2 * before.lastsNanos());
        rests.put(subject, new Rest(ticker.nanoTime(), lasts));
        return before == null;
    }

    void succeeded(ResourceId subject) {
        rests.remove(subject);
    }

    /** Forgets about all others. */
    void retain(Set<ResourceId> subjects) {
        rests.keySet().retainAll(subjects);
    }
}
