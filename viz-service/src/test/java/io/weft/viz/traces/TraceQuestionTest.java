package io.weft.viz.traces;

import static io.weft.viz.traces.Spans.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.viz.metrics.InvalidQueryException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceQuestionTest {
    private static final long NOW = 61_000_000;

    private static final List<Trace> TRACES = List.of(
            new Trace("good", List.of(told("good", "web", "/items", 1_000, false))),
            new Trace("slow", List.of(told("slow", "votes", "/cast", 250_000, false))),
            new Trace("bad", List.of(told("bad", "web", "/vote", 2_000, true))));

    @ParameterizedTest
    @CsvSource({
        "namespace, shop, 3",
        "namespace, other, 0",
        "workload, votes, 1",
        "path, /vote, 1",
        "path, /, 3",
        "status, 200, 3",
        "status, 503, 0",
        "min_duration, 250ms, 1",
        "min_duration, 2000us, 2",
        "min_duration, 1s, 0",
        "errors, true, 1",
        "errors, false, 3",
        "since, 1m, 3",
        "since, 59s, 0",
        "limit, 2, 2",
    })
    void eachParameterNarrowsTheSearch(String name, String value, int found) {
        assertThat(TraceQuestion.parse(Map.of(name, value)).of(TRACES, NOW)).hasSize(found);
    }

    @Test
    void workloadAndPathMustBeOfOneSpan() {
        Trace both =
                new Trace("t", List.of(told("t", "web", "/items", 1, false), told("t", "catalog", "/list", 1, false)));

        assertThat(TraceQuestion.parse(Map.of("workload", "web", "path", "/list"))
                        .of(List.of(both), NOW))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "min_duration, soon",
        "since, 1d",
        "since, 9999999999s",
        "errors, maybe",
        "status, 99",
        "status, bad",
        "limit, 0",
        "limit, 501",
        "limit, all",
    })
    void whatCannotBeReadIsRefusedByItsName(String name, String value) {
        assertThatThrownBy(() -> TraceQuestion.parse(Map.of(name, value)))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageStartingWith(name + " must be ");
    }
}
