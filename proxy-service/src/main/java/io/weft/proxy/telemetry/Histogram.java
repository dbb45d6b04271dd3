package io.weft.proxy.telemetry;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts values in fixed buckets.
 *
 * <p>Threading: any thread; two atomic operations, no allocation. A reader may see a value in its bucket a moment before it
 * is part of the sum.
 */
public final class Histogram extends Series {
    private final Buckets buckets;
    private final AtomicLongArray counts; // not cumulative; the last one is unbounded
    private final AtomicLong sumBits = new AtomicLong();

    Histogram(Buckets buckets) {
        this.buckets = buckets;
        counts = new AtomicLongArray(buckets.size());
    }

    /** Counts one value in the meter's unit, zero or more. */
    public void record(double value) {
        counts.getAndIncrement(buckets.index(value));
        long before;
        do {
            before = sumBits.get();
        } while (!sumBits.compareAndSet(before, Double.doubleToRawLongBits(Double.longBitsToDouble(before) + value)));
        used();
    }

    public long count() {
        return activity();
    }

    @Override
    long activity() {
        long all = 0;
        for (int i = 0; i < counts.length(); i++) {
            all += counts.get(i);
        }
        return all;
    }

    @Override
    boolean isPinned() {
        return false;
    }

    @Override
    void write(Meter meter, Labels labels, SampleWriter out) {
        long all = 0;
        for (int i = 0; i < counts.length(); i++) {
            all += counts.get(i);
            out.bucket(meter, labels, i, all);
        }
        out.sample(meter, "_sum", labels, Double.longBitsToDouble(sumBits.get()));
        out.sample(meter, "_count", labels, all);
    }
}
