package io.weft.ingress.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Values by host: {@code app.example.com}, {@code *.example.com} for one label more, or the empty text for all.
 *
 * @param <T> what a host has
 */
public final class HostMap<T> {
    private static final Pattern HOST =
            Pattern.compile("(\\*\\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");
    private static final int LONGEST = 253;
    private static final HostMap<?> EMPTY = new HostMap<>(Map.of());

    private final Map<String, T> values;

    private HostMap(Map<String, T> values) {
        this.values = values;
    }

    @SuppressWarnings("unchecked") // holds none
    public static <T> HostMap<T> empty() {
        return (HostMap<T>) EMPTY;
    }

    /** Of hosts as {@link #normal} writes them. */
    public static <T> HostMap<T> of(Map<String, T> values) {
        return new HostMap<>(new HashMap<>(values));
    }

    /** A rule's host in lower case; nothing if it is none. */
    public static Optional<String> normal(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.isEmpty()
                        || (lower.length() <= LONGEST && HOST.matcher(lower).matches())
                ? Optional.of(lower)
                : Optional.empty();
    }

    /** Everything that is for a host in lower case, the closest first. */
    public List<T> all(String host) {
        List<T> found = new ArrayList<>(3);
        add(found, host);
        int dot = host.indexOf('.');
        if (dot > 0) {
            add(found, "*" + host.substring(dot));
        }
        if (!host.isEmpty()) {
            add(found, "");
        }
        return found;
    }

    /** What is closest for a host in lower case. */
    public Optional<T> closest(String host) {
        return all(host).stream().findFirst();
    }

    private void add(List<T> found, String key) {
        T value = values.get(key);
        if (value != null) {
            found.add(value);
        }
    }
}
