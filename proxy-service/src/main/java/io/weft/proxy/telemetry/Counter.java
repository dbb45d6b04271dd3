package io.weft.proxy.telemetry;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts up from zero.
 *
 * <p>Threading: any thread; one atomic addition, no allocation.
 */
public final class Counter extends Series {
    private final AtomicLong value = new AtomicLong();
    private volatile long base; // what was told before the last eviction

    Counter() {}

    public void increment() {
        add(1);
    }

    /** Adds {@code amount}, zero or more. */
    public void add(long amount) {
        value.getAndAdd(amount);
        used();
    }

    /** Everything ever added, whether evicted in between or not. */
    public long value() {
        return value.get();
    }

    @Override
    long activity() {
        return value.get();
    }

    @Override
    boolean rebase(long seen) {
        base = seen;
        return true;
    }

    @Override
    boolean isPinned() {
        return false;
    }

    @Override
    void write(Meter meter, Labels labels, SampleWriter out) {
        out.sample(meter, "", labels, value.get() - base);
    }
}
