package io.weft.viz.traces;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Spans that say no more than a test needs. */
final class Spans {
    private Spans() {}

    static Span span(String trace, String id, @Nullable String parent, long startMicros) {
        return new Span(
                trace,
                id,
                parent,
                new Span.Teller("shop", "web", "web"),
                "/items",
                "server",
                startMicros,
                100,
                200,
                false,
                Map.of());
    }

    static Span told(String trace, String workload, String name, long lastedMicros, boolean failed) {
        return new Span(
                trace,
                workload,
                null,
                new Span.Teller("shop", workload, workload),
                name,
                "server",
                1_000_000,
                lastedMicros,
                200,
                failed,
                Map.of());
    }
}
