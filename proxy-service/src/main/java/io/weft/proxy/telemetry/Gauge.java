package io.weft.proxy.telemetry;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A number that goes up and down. While it is not zero it is never evicted.
 *
 * <p>Threading: any thread; two atomic operations, no allocation.
 */
public final class Gauge extends Series {
    private final AtomicLong value = new AtomicLong();
    private final AtomicLong changes =
            new AtomicLong(); // a value that is the same again may have been another in between

    Gauge() {}

    public void add(long amount) {
        value.getAndAdd(amount);
        changes.getAndIncrement();
        used();
    }

    public void set(long newValue) {
        value.set(newValue);
        changes.getAndIncrement();
        used();
    }

    public long value() {
        return value.get();
    }

    @Override
    long activity() {
        return changes.get();
    }

    @Override
    boolean rebase(long seen) {
        return true;
    }

    @Override
    boolean isPinned() {
        return value.get() != 0;
    }

    @Override
    void write(Meter meter, Labels labels, SampleWriter out) {
        out.sample(meter, "", labels, value.get());
    }
}
