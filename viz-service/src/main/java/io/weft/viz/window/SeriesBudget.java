package io.weft.viz.window;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How many series there may be in all; what is beyond is not kept, and counted. Thread-safe. */
final class SeriesBudget {
    private final int most;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicLong refused = new AtomicLong();

    SeriesBudget(int most) {
        this.most = most;
    }

    boolean take() {
        if (taken.incrementAndGet() <= most) {
            return true;
        }
        taken.decrementAndGet();
        refused.incrementAndGet();
        return false;
    }

    void release(int count) {
        taken.addAndGet(-count);
    }

    int taken() {
        return taken.get();
    }

    long refused() {
        return refused.get();
    }
}
