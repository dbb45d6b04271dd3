package io.weft.viz.traces;

import static io.weft.viz.traces.Spans.span;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceTest {
    @Test
    void spansStandBelowTheirParentsAndSiblingsInTheirOrder() {
        Trace trace = new Trace(
                "t",
                List.of(
                        span("t", "b2", "b", 30),
                        span("t", "c", "a", 40),
                        span("t", "b", "a", 20),
                        span("t", "a", null, 10)));

        assertThat(lines(trace)).containsExactly("0 a", "1 b", "2 b2", "1 c");
    }

    @Test
    void aSpanWhoseParentIsNotKnownStandsAtTheTop() {
        assertThat(lines(new Trace("t", List.of(span("t", "b", "lost", 20), span("t", "a", null, 10)))))
                .containsExactly("0 a", "0 b");
    }

    @Test
    void spansThatAreEachOthersParentsAreToldAllTheSame() {
        assertThat(lines(new Trace("t", List.of(span("t", "a", "b", 1), span("t", "b", "a", 2)))))
                .containsExactly("0 a", "1 b");
    }

    @Test
    void depthIsNoDanger() {
        List<Span> chain = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            chain.add(span("t", "s" + i, i == 0 ? null : "s" + (i - 1), i));
        }

        assertThat(new Trace("t", chain).steps().getLast().depth()).isEqualTo(99_999);
    }

    @Test
    void itLastsFromItsFirstSpanToTheEndOfTheLast() {
        Trace trace = new Trace("t", List.of(span("t", "a", null, 10), span("t", "b", "a", 500)));

        assertThat(List.of(trace.startMicros(), trace.durationMicros())).containsExactly(10L, 590L);
    }

    private static List<String> lines(Trace trace) {
        return trace.steps().stream()
                .map(step -> step.depth() + " " + step.span().id())
                .toList();
    }
}
