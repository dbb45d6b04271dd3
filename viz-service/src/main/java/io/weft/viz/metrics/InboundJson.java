package io.weft.viz.metrics;

import java.util.List;

/** {@code {"ok":{"rows":[…]}}}. */
public record InboundJson(Ok ok) {
    public record Ok(List<Row> rows) {}

    /**
     * Requests by one route of one server.
     *
     * @param server its type is {@code default} where no Server is in force
     * @param port that was called
     * @param route its type is {@code default} where it is none of a manifest
     * @param observedSeconds for how much of the window it was watched, for a rate
     */
    public record Row(
            ResourceName resource,
            ResourceName server,
            String port,
            ResourceName route,
            BasicStatsJson stats,
            double observedSeconds) {}
}
