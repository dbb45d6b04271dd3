package io.weft.viz.metrics;

import java.util.List;

/** {@code {"ok":{"statTables":[{"podGroup":{"rows":[…]}}]}}}. */
public record StatSummaryJson(Ok ok) {
    public record Ok(List<StatTable> statTables) {}

    public record StatTable(PodGroup podGroup) {}

    public record PodGroup(List<StatRowJson> rows) {}

    static StatSummaryJson of(List<StatRowJson> rows) {
        return new StatSummaryJson(new Ok(List.of(new StatTable(new PodGroup(rows)))));
    }
}
