package io.weft.viz.metrics;

import static com.fasterxml.jackson.annotation.JsonFormat.Shape.STRING;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;

/** {@code {"ok":{"rows":[…]}}}. */
public record OutboundJson(Ok ok) {
    public record Ok(List<Row> rows) {}

    /**
     * Requests by one route of one Service.
     *
     * @param service what the route is attached to
     * @param route its type is {@code default} where it is none of a manifest
     * @param stats as the applications saw them
     * @param timeouts how many of the failures were time-outs
     * @param retries tries beyond the first
     * @param observedSeconds for how much of the window it was watched, for a rate
     */
    public record Row(
            ResourceName resource,
            ResourceName service,
            String port,
            ResourceName route,
            BasicStatsJson stats,
            @JsonFormat(shape = STRING) long timeouts,
            @JsonFormat(shape = STRING) long retries,
            double observedSeconds,
            List<Backend> backends) {}

    /** Tries at one backend. */
    public record Backend(
            ResourceName backend,
            String port,
            BasicStatsJson stats,
            @JsonFormat(shape = STRING) long timeouts,
            double observedSeconds) {}
}
