package io.weft.viz.metrics;

import java.util.List;

/** What resources have to do. */
public record LoadJson(List<Row> rows) {
    /**
     * Of one resource, all of its pods together.
     *
     * @param requestsPerSecond that it answered
     * @param requestsInFlight how many waited for the beginning of their answer, on average
     * @param latencyMsP50 in whole milliseconds, as the others; 0 if nothing was answered
     */
    public record Row(
            ResourceName resource,
            double requestsPerSecond,
            double requestsInFlight,
            long latencyMsP50,
            long latencyMsP95,
            long latencyMsP99) {}
}
