package io.weft.viz.traces;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What is known of one trace: late spans may be missing, and what was forgotten.
 *
 * @param spans at least one, the earliest first
 */
record Trace(String id, List<Span> spans) {
    private static final Comparator<Span> BY_START =
            Comparator.comparingLong(Span::startMicros).thenComparing(Span::id);

    /** A span and how many of the trace's spans are above it. */
    record Step(Span span, int depth) {}

    Trace {
        spans = spans.stream().sorted(BY_START).toList();
    }

    long startMicros() {
        return spans.getFirst().startMicros();
    }

    long durationMicros() {
        long end = spans.stream().mapToLong(Span::endMicros).max().orElse(startMicros());
        return end - startMicros();
    }

    boolean failed() {
        return spans.stream().anyMatch(Span::failed);
    }

    /** Where it begins: the first span whose parent is not known. */
    Span root() {
        return steps().getFirst().span();
    }

    /** All spans, each below its parent, siblings by their start; those whose parent is not known stand at the top. */
    List<Step> steps() {
        Set<String> known = new HashSet<>();
        spans.forEach(span -> known.add(span.id()));
        Map<String, List<Span>> children = new HashMap<>();
        List<Span> tops = new ArrayList<>();
        for (Span span : spans) {
            String parent = span.parent();
            if (parent == null || !known.contains(parent)) {
                tops.add(span);
            } else {
                children.computeIfAbsent(parent, key -> new ArrayList<>()).add(span);
            }
        }
        return new Descent(children).from(tops, spans);
    }

    /** Walks down without recursion: how deep a trace is, is a stranger's word. */
    private static final class Descent {
        private final Map<String, List<Span>> children;
        private final List<Step> steps = new ArrayList<>();
        private final Set<String> seen = new HashSet<>();

        Descent(Map<String, List<Span>> children) {
            this.children = children;
        }

        /** Spans that are each other's parents are below nobody: they come last. */
        List<Step> from(List<Span> tops, List<Span> all) {
            tops.forEach(this::walk);
            all.forEach(this::walk);
            return steps;
        }

        private void walk(Span top) {
            List<Step> ahead = new ArrayList<>(List.of(new Step(top, 0)));
            while (!ahead.isEmpty()) {
                Step step = ahead.removeLast();
                if (seen.add(step.span().id())) {
                    steps.add(step);
                    below(step, ahead::add);
                }
            }
        }

        private void below(Step step, Consumer<Step> ahead) {
            children.getOrDefault(step.span().id(), List.of())
                    .reversed()
                    .forEach(child -> ahead.accept(new Step(child, step.depth() + 1)));
        }
    }
}
