package io.weft.proxy.telemetry;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

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
    private volatile @Nullable Base base; // what was told before the last eviction; null unless evicted once

    private static final class Base {
        private final long[] counts;
        private final double sum;

        Base(long[] counts, double sum) {
            this.counts = counts;
            this.sum = sum;
        }
    }

    Histogram(Buckets buckets) {
        this.buckets = buckets;
        counts = new AtomicLongArray(buckets.size());
    }

    /** Counts one value in the meter's unit, zero or more. */
    public void record(double value) {
        counts.getAndIncrement(buckets.index(value));
        if (value != 0) {
            add(value);
        }
        used();
    }

    private void add(double value) {
        long before;
        do {
            before = sumBits.get();
        } while (!sumBits.compareAndSet(before, Double.doubleToRawLongBits(Double.longBitsToDouble(before) + value)));
    }

    /** How many values were ever recorded. */
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
    boolean rebase(long seen) {
        double sum = sum(); // first: a value is counted before it is added up
        long[] told = new long[counts.length()];
        long all = 0;
        for (int i = 0; i < told.length; i++) {
            told[i] = counts.get(i);
            all += told[i];
        }
        if (all != seen) {
            return false;
        }
        base = new Base(told, sum);
        return true;
    }

    private double sum() {
        return Double.longBitsToDouble(sumBits.get());
    }

    @Override
    boolean isPinned() {
        return false;
    }

    @Override
    void write(Meter meter, Labels labels, SampleWriter out) {
        Base told = base;
        long all = 0;
        for (int i = 0; i < counts.length(); i++) {
            all += counts.get(i) - (told == null ? 0 : told.counts[i]);
            out.bucket(meter, labels, i, all);
        }
        out.sample(meter, "_sum", labels, sum() - (told == null ? 0 : told.sum));
        out.sample(meter, "_count", labels, all);
    }
}
