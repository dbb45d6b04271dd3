package io.weft.viz.metrics;

import io.weft.viz.window.Observation;

/** What one resource had to do, added up over its pods. Not thread-safe. */
final class Load {
    private static final double MILLIS = 1e3;

    private final Latencies latencies = new Latencies();
    private double requestsPerSecond;
    private double inFlight;

    /** What a pod counted is divided by how long that pod was watched: one that came just now counts for what it does. */
    void add(Observation observed) {
        double perSecond = observed.value() * MILLIS / observed.watched().toMillis();
        switch (observed.family()) {
            case RESPONSES -> requestsPerSecond += perSecond;
            // Seconds of waiting that a second brought are how many waited in it.
            case LATENCY_SUM -> inFlight += perSecond / MILLIS;
            case LATENCY_BUCKETS -> latencies.add(observed.label("le"), observed.value());
            default -> {} // says nothing of requests
        }
    }

    LoadJson.Row row(ResourceName resource) {
        return new LoadJson.Row(
                resource,
                requestsPerSecond,
                inFlight,
                latencies.quantile(0.5),
                latencies.quantile(0.95),
                latencies.quantile(0.99));
    }
}
