package io.weft.viz.window;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The series of one workload that differ in {@code le} alone: a histogram's buckets, or one counter. Guarded by its {@link WorkloadSeries}. */
final class Siblings {
    private final Family family;
    private final Map<String, String> labels; // without le
    private final Map<String, Series> byLe = new HashMap<>(2);

    private Siblings(Family family, Map<String, String> labels) {
        this.family = family;
        this.labels = labels;
    }

    /** None yet; empty if the labels are malformed. */
    static Optional<Siblings> of(Family family, String stem) {
        return SeriesName.labels(stem).map(all -> new Siblings(family, RelevantLabels.of(all)));
    }

    @Nullable
    Series get(String le) {
        return byLe.get(le);
    }

    /** One more, as {@link Series} says. */
    Series add(String le, int size, double base, long since) {
        Map<String, String> own = le.isEmpty() ? labels : new BucketLabels(labels, le.intern());
        Series made = new Series(family, own, size, base, since);
        byLe.put(le.intern(), made);
        return made;
    }

    Iterable<Series> all() {
        return byLe.values();
    }

    /** Forgets those of which nothing is left in the window; says how many that were. */
    int forgetTheGone(long now) {
        int before = byLe.size();
        byLe.values().removeIf(each -> each.isGone(now));
        return before - byLe.size();
    }

    boolean isEmpty() {
        return byLe.isEmpty();
    }
}
