package io.weft.viz.traces;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step of a trace, as it was told.
 *
 * @param trace its trace's id, 32 hexadecimal digits
 * @param id 16 hexadecimal digits
 * @param parent the span that caused it; null: it begins the trace
 * @param teller whose sidecar, or who else, told it
 * @param name for instance a request's path
 * @param kind {@code server}, {@code client}, {@code producer}, {@code consumer} or {@code internal}
 * @param startMicros since 1970
 * @param durationMicros at least 0
 * @param status of HTTP; 0: none
 * @param failed as its teller judges
 * @param attributes what else was told, by name
 */
record Span(
        String trace,
        String id,
        @Nullable String parent,
        Teller teller,
        String name,
        String kind,
        long startMicros,
        long durationMicros,
        int status,
        boolean failed,
        Map<String, String> attributes) {
    private static final int OVERHEAD = 400;
    private static final int ENTRY = 96;

    Span {
        attributes = Map.copyOf(attributes);
    }

    /**
     * Who told a span, by its own account: proven is only that it has an identity of the mesh.
     *
     * @param namespace empty: not told
     * @param workload empty: not told
     * @param service {@code service.name}; empty: not told
     */
    record Teller(String namespace, String workload, String service) {}

    long endMicros() {
        return startMicros + durationMicros;
    }

    /** About how much memory it takes, rather too much than too little. */
    long bytes() {
        return OVERHEAD
                + name.length()
                + attributes.entrySet().stream()
                        .mapToLong(each ->
                                ENTRY + each.getKey().length() + each.getValue().length())
                        .sum();
    }
}
