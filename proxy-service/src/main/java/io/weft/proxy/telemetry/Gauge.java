package io.weft.proxy.telemetry;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A number that goes up and down. While it is not zero it is never evicted.
 *
 * <p>Threading: any thread; one atomic operation, no allocation.
 */
public final class Gauge extends Series {
    private final AtomicLong value = new AtomicLong();
    // A value that is the same again may have been another in between. Threads that come at once may lose a count,
    // never all.
    private final AtomicLong changes = new AtomicLong();

    Gauge() {}

    public void add(long amount) {
        value.getAndAdd(amount);
        changed();
    }

    public void set(long newValue) {
        value.set(newValue);
        changed();
    }

    private void changed() {
        changes.setOpaque(changes.getPlain() + 1);
        used();
    }

    public long value() {
        return value.get();
    }

    @Override
    long activity() {
        return changes.getOpaque();
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
