package io.weft.viz.external;

/**
 * What a workload has to do, as {@code /api/load} says it.
 *
 * @param requestsInFlight on average
 */
record WorkloadLoad(
        Resource resource,
        double requestsPerSecond,
        double requestsInFlight,
        double latencyMsP50,
        double latencyMsP95,
        double latencyMsP99) {
    /** Which workload. */
    record Resource(String name) {}
}
