package io.weft.viz.window;

import java.util.AbstractMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The labels of a histogram, which all its buckets share, and the {@code le} of one of them. Immutable. */
final class BucketLabels extends AbstractMap<String, String> {
    static final String LE = "le";

    private final Map<String, String> shared;
    private final String le;

    /** {@code shared} is without {@code le}, and nobody changes it. */
    BucketLabels(Map<String, String> shared, String le) {
        this.shared = shared;
        this.le = le;
    }

    @Override
    public @Nullable String get(Object name) {
        return LE.equals(name) ? le : shared.get(name);
    }

    @Override
    public boolean containsKey(Object name) {
        return LE.equals(name) || shared.containsKey(name);
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        Set<Entry<String, String>> all = new HashSet<>(shared.entrySet());
        all.add(Map.entry(LE, le));
        return all;
    }
}
