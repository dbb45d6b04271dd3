package io.weft.viz.traces;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Traces as the API writes them.
 *
 * @param spansKept in memory, of all traces
 */
record TracesJson(List<Summary> traces, int spansKept) {
    static TracesJson of(List<Trace> traces, int spansKept) {
        return new TracesJson(traces.stream().map(Summary::of).toList(), spansKept);
    }

    /** Who told a span. */
    record Workload(String namespace, String name) {
        static Workload of(Span span) {
            Span.Teller teller = span.teller();
            return new Workload(teller.namespace(), teller.workload().isEmpty() ? teller.service() : teller.workload());
        }
    }

    /**
     * One trace, without its spans.
     *
     * @param name of the span where it begins
     * @param status of that one; null: none
     * @param workloads in the order in which they were reached
     */
    record Summary(
            String traceId,
            String name,
            Instant start,
            long durationMicros,
            @Nullable Integer status,
            boolean failed,
            int spans,
            List<Workload> workloads) {
        static Summary of(Trace trace) {
            Span root = trace.root();
            return new Summary(
                    trace.id(),
                    root.name(),
                    instant(trace.startMicros()),
                    trace.durationMicros(),
                    statusOf(root),
                    trace.failed(),
                    trace.spans().size(),
                    trace.spans().stream().map(Workload::of).distinct().toList());
        }
    }

    /** One trace with its spans, each below its parent. */
    record Whole(String traceId, Instant start, long durationMicros, boolean failed, List<SpanJson> spans) {
        static Whole of(Trace trace) {
            return new Whole(
                    trace.id(),
                    instant(trace.startMicros()),
                    trace.durationMicros(),
                    trace.failed(),
                    trace.steps().stream()
                            .map(step -> SpanJson.of(step, trace.startMicros()))
                            .toList());
        }
    }

    /**
     * One span.
     *
     * @param parentId null: the trace begins here; a parent that is not among the spans was not told, or not yet
     * @param depth how many of the trace's spans are above it
     * @param startMicros after the trace's start
     * @param status of HTTP; null: none
     */
    record SpanJson(
            String spanId,
            @Nullable String parentId,
            int depth,
            Workload workload,
            String service,
            String name,
            String kind,
            long startMicros,
            long durationMicros,
            @Nullable Integer status,
            boolean failed,
            Map<String, String> attributes) {
        static SpanJson of(Trace.Step step, long traceStart) {
            Span span = step.span();
            return new SpanJson(
                    span.id(),
                    span.parent(),
                    step.depth(),
                    Workload.of(span),
                    span.teller().service(),
                    span.name(),
                    span.kind(),
                    span.startMicros() - traceStart,
                    span.durationMicros(),
                    statusOf(span),
                    span.failed(),
                    span.attributes());
        }
    }

    private static @Nullable Integer statusOf(Span span) {
        return span.status() == 0 ? null : span.status();
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
