package io.weft.viz.metrics;

import java.util.List;

/** {@code {"ok":{"statTable":{"podGroup":{"rows":[…]}}}}}. */
public record AuthzJson(Ok ok) {
    public record Ok(StatSummaryJson.StatTable statTable) {}

    static AuthzJson of(List<StatRowJson> rows) {
        return new AuthzJson(new Ok(new StatSummaryJson.StatTable(new StatSummaryJson.PodGroup(rows))));
    }
}
