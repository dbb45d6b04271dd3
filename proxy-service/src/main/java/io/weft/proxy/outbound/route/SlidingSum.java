package io.weft.proxy.outbound.route;

import java.util.Arrays;

/** Sums what was added in the last while, in slots of equal length. Not thread-safe; times are nanoseconds of one ticker. */
public final class SlidingSum {
    private final long[] slots;
    private final long slotNanos;
    private final long begun;
    private long newest; // number of the slot that is filled now
    private long total;

    /** Empty. {@code windowNanos}: at least {@code slots}. */
    public SlidingSum(int slots, long windowNanos, long now) {
        this.slots = new long[slots];
        this.slotNanos = Math.max(1, windowNanos / slots);
        this.begun = now;
    }

    public void add(long amount, long now) {
        roll(now);
        slots[(int) (newest % slots.length)] += amount;
        total += amount;
    }

    public long sum(long now) {
        roll(now);
        return total;
    }

    public void clear() {
        Arrays.fill(slots, 0);
        total = 0;
    }

    private void roll(long now) {
        long current = Math.max(newest, (now - begun) / slotNanos);
        if (current - newest >= slots.length) {
            clear();
        } else {
            for (long slot = newest + 1; slot <= current; slot++) {
                int index = (int) (slot % slots.length);
                total -= slots[index];
                slots[index] = 0;
            }
        }
        newest = current;
    }
}
