package io.weft.viz.window;

import java.util.Arrays;

/**
 * Increases of one counter, one slot per scrape interval. Not thread-safe.
 *
 * <p>Single precision: exact up to 16 million requests an interval, which is all that is kept of bytes too.
 */
final class Ring {
    private final float[] slots;
    private long newest; // interval number of the newest slot

    Ring(int size, long now) {
        slots = new float[size];
        newest = now;
    }

    /** Takes what happened after {@code since} and until {@code now}: evenly, as nobody knows when. */
    void add(long since, long now, double increase) {
        advance(now);
        long first = Math.min(since + 1, now);
        float share = (float) (increase / (now - first + 1));
        for (long i = Math.max(first, now - slots.length + 1); i <= now; i++) {
            slots[slot(i)] += share;
        }
    }

    /** The sum over the last {@code count} intervals, the current one included. */
    double sum(long now, int count) {
        advance(now);
        double sum = 0;
        for (int i = 0; i < Math.min(count, slots.length); i++) {
            sum += slots[slot(now - i)];
        }
        return sum;
    }

    private void advance(long now) {
        if (now - newest >= slots.length) {
            Arrays.fill(slots, 0);
        } else {
            for (long i = newest + 1; i <= now; i++) {
                slots[slot(i)] = 0;
            }
        }
        newest = Math.max(newest, now);
    }

    private int slot(long interval) {
        return Math.floorMod(interval, slots.length);
    }
}
