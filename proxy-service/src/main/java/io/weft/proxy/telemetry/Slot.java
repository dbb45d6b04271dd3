package io.weft.proxy.telemetry;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * A series's place in its family. An evicted series is held weakly: as long as anyone keeps the handle, the same object is
 * found again, so that a series never exists twice.
 *
 * <p>Threading: {@link #sweep} on one thread at a time, everything else from any thread.
 */
final class Slot {
    private volatile @Nullable Series shown;
    private volatile @Nullable WeakReference<Series> evicted;
    private long seen; // the reader's: activity at the last sweep
    private long changedAtNanos; // the reader's

    Slot(Series series, long nowNanos) {
        shown = series;
        seen = series.activity();
        changedAtNanos = nowNanos;
    }

    /** The series, shown or evicted; null once it is gone for good. */
    @Nullable
    Series series() {
        Series current = shown;
        if (current != null) {
            return current;
        }
        WeakReference<Series> left = evicted;
        return left == null ? null : left.get();
    }

    /** The series if it is to be written. */
    @Nullable
    Series shown() {
        return shown;
    }

    void restore(Series series) {
        shown = series;
        series.evictedFrom(null);
    }

    /**
     * Evicts a series that has been idle for {@code retainNanos}.
     *
     * @return false if nothing is left of it: nobody holds the handle of an evicted series any more
     */
    boolean sweep(long nowNanos, long retainNanos) {
        Series current = series();
        if (current == null) {
            return false;
        }
        long activity = current.activity();
        if (activity != seen) {
            seen = activity;
            changedAtNanos = nowNanos;
        } else if (shown != null && nowNanos - changedAtNanos >= retainNanos && !current.isPinned()) {
            evict(current);
        }
        return true;
    }

    private void evict(Series series) {
        if (!series.rebase(seen)) {
            return;
        }
        evicted = new WeakReference<>(series);
        shown = null;
        series.evictedFrom(this);
        if (series.activity() != seen) {
            restore(series); // used in between, by someone who may not have seen the mark
        }
    }
}
