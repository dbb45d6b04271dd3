package io.weft.proxy.telemetry;

import org.jspecify.annotations.Nullable;

/**
 * One line, or one group of lines, of the exposition.
 *
 * <p>Eviction loses nothing. The reader marks the series as evicted and then looks at the value once more; a writer changes
 * the value and then looks at the mark. Both are volatile, so at least one of them sees the other and puts the series back.
 */
abstract sealed class Series permits Counter, Gauge, Histogram, Computed {
    private volatile @Nullable Slot slot; // null unless evicted

    /** Changes whenever the series is used. */
    abstract long activity();

    /**
     * To begin at zero when the series comes back, as readers of rates expect. The reader's thread only.
     *
     * @return false if {@code seen} is not the activity any more, and nothing was done
     */
    abstract boolean rebase(long seen);

    /** Whether the series stays although nothing happens to it: something it describes is still there. */
    abstract boolean isPinned();

    abstract void write(Meter meter, Labels labels, SampleWriter out);

    /** To be called after every change of the value. */
    final void used() {
        Slot left = slot;
        if (left != null) {
            left.restore(this);
        }
    }

    final void evictedFrom(@Nullable Slot newSlot) {
        slot = newSlot;
    }
}
