package io.weft.viz.metrics;

import static com.fasterxml.jackson.annotation.JsonFormat.Shape.STRING;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;

/** {@code {"ok":{"routes":[{"resource":"deployment/web","rows":[…]}]}}}. */
public record RoutesJson(Ok ok) {
    public record Ok(List<RouteTable> routes) {}

    /**
     * The routes of one resource.
     *
     * @param resource {@code TYPE/NAME}
     * @param namespace of it; ours, not the API's
     */
    public record RouteTable(String resource, String namespace, List<Row> rows) {}

    /**
     * One route. What follows {@code authority} is ours, not the API's.
     *
     * @param route {@code [DEFAULT]}: what no other took
     * @param authority the Service's name
     * @param kind {@code ServiceProfile}, {@code HTTPRoute}, {@code GRPCRoute}, or {@code default}: of no manifest
     * @param retries tries beyond the first
     * @param timeouts how many of the failures were time-outs
     * @param observedSeconds how much of the window was watched, for rates
     */
    public record Row(
            String route,
            String timeWindow,
            BasicStatsJson stats,
            String authority,
            String kind,
            @JsonFormat(shape = STRING) long retries,
            @JsonFormat(shape = STRING) long timeouts,
            double observedSeconds) {}
}
