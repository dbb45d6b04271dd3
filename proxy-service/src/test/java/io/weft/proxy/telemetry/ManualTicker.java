package io.weft.proxy.telemetry;

import io.weft.core.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Stands still until told otherwise. */
final class ManualTicker implements Ticker {
    private final AtomicLong nanos = new AtomicLong(17);

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
    }
}
