package io.weft.proxy.http;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many requests one server has in hand, and how many it may have.
 *
 * <p>Threading: any thread, without a lock. Close to the limit threads that come at once may refuse one another.
 *
 * @see "proxy-behaviour, 2: in-flight limit"
 */
public final class InFlight {
    private final int most;
    private final AtomicInteger requests = new AtomicInteger();

    public InFlight(int most) {
        this.most = most;
    }

    /** Takes a place for one more request. False: there is none. */
    boolean take() {
        if (requests.incrementAndGet() <= most) {
            return true;
        }
        requests.decrementAndGet();
        return false;
    }

    /** Gives a place back that was {@link #take taken}. */
    void give() {
        requests.decrementAndGet();
    }
}
