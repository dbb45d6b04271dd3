package io.weft.proxy.http;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many requests one server has in hand, and how many it may have. One with a large head takes the places of several.
 *
 * <p>Threading: any thread, without a lock. Close to the limit threads that come at once may refuse one another.
 *
 * @see "proxy-behaviour, 2: in-flight limit"
 */
public final class InFlight {
    private final int most;
    private final AtomicInteger places = new AtomicInteger();

    public InFlight(int most) {
        this.most = most;
    }

    /** Takes {@code wanted} places for one more request, or all there are. The result is to be given back; 0: it has none. */
    int take(int wanted) {
        int fair = Math.clamp(wanted, 1, Math.max(1, most));
        if (places.addAndGet(fair) <= most) {
            return fair;
        }
        give(fair);
        return 0;
    }

    /** Gives places back that were {@link #take taken}. */
    void give(int taken) {
        places.addAndGet(-taken);
    }
}
