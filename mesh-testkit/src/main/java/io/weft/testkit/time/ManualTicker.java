package io.weft.testkit.time;

import io.weft.core.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A ticker that stands still until it is moved. Its origin is not zero, as no ticker's need be. */
public final class ManualTicker implements Ticker {
    private final AtomicLong nanos = new AtomicLong(17);

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    public void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
    }
}
