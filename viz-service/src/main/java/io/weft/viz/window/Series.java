package io.weft.viz.window;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One series of one workload. Guarded by its {@link WorkloadSeries}. */
final class Series {
    private final Family family;
    private final Map<String, String> labels;
    private final int size;
    private @Nullable Ring ring; // null as long as nothing increased: most buckets
    private double last;
    private long seenAt;

    /** {@code base} is the value that counts as nothing, which it had at {@code since}. */
    Series(Family family, Map<String, String> labels, int size, double base, long since) {
        this.family = family;
        this.labels = labels;
        this.size = size;
        last = base;
        seenAt = since;
    }

    Family family() {
        return family;
    }

    Map<String, String> labels() {
        return labels;
    }

    /** Its process began again: so did the counter, wherever it has got to since. */
    void restart() {
        last = 0;
    }

    void record(long now, double value) {
        double increase = value < last ? value : value - last; // less than before: it began again at zero
        long since = seenAt;
        last = value;
        seenAt = now;
        if (!family.isGauge() && increase > 0) {
            if (ring == null) {
                ring = new Ring(size, now);
            }
            ring.add(since, now, increase);
        }
    }

    /** A counter's increase over the last {@code count} intervals; a gauge's value, if it was told lately. */
    double value(long now, int count) {
        if (family.isGauge()) {
            return isStale(now) ? 0 : last;
        }
        return ring == null ? 0 : ring.sum(now, count);
    }

    /** Whether there is something to say of the last {@code count} intervals. */
    boolean isTold(long now, int count) {
        return family.tellsZero() ? !isStale(now) : value(now, count) > 0;
    }

    /** Whether nothing of it is left in the window. */
    boolean isGone(long now) {
        return now - seenAt > size;
    }

    private boolean isStale(long now) {
        return now - seenAt > MetricStore.STALE_INTERVALS;
    }
}
