package io.weft.viz.metrics;

import java.util.List;

/** {@code {"ok":{"routes":[{"resource":"deployment/web","rows":[…]}]}}}. */
public record RoutesJson(Ok ok) {
    public record Ok(List<RouteTable> routes) {}

    /** {@code resource} is {@code TYPE/NAME}. */
    public record RouteTable(String resource, List<Row> rows) {}

    /**
     * One route.
     *
     * @param route {@code [DEFAULT]}: what no other took
     * @param authority the Service's name
     * @param observedSeconds how much of the window was watched, for rates; ours, not the API's
     */
    public record Row(
            String route, String timeWindow, BasicStatsJson stats, String authority, double observedSeconds) {}
}
