package io.weft.viz.metrics;

import io.weft.viz.window.Observation;
import java.time.Duration;

/** Adds up what series say about one row or edge. Not thread-safe. */
final class Tally {
    private static final double MILLIS = 1e3;

    private final String tcpPeer;
    private final Latencies latencies = new Latencies();
    private double successes;
    private double failures;
    private double openConnections;
    private double readBytes;
    private double writeBytes;
    private Duration watched = Duration.ZERO;

    /** {@code tcpPeer} says which side's connections count: {@code src} or {@code dst}. */
    Tally(String tcpPeer) {
        this.tcpPeer = tcpPeer;
    }

    void add(Observation observed) {
        watched = watched.compareTo(observed.watched()) < 0 ? observed.watched() : watched;
        switch (observed.family()) {
            case RESPONSES -> {
                if (observed.label("classification").equals("success")) {
                    successes += observed.value();
                } else {
                    failures += observed.value();
                }
            }
            case LATENCY_BUCKETS -> latencies.add(observed.label("le"), observed.value());
            case OPEN_CONNECTIONS -> openConnections += ifPeer(observed);
            case READ_BYTES -> readBytes += ifPeer(observed);
            case WRITE_BYTES -> writeBytes += ifPeer(observed);
            default -> {} // of policies and routes
        }
    }

    private double ifPeer(Observation observed) {
        return observed.label("peer").equals(tcpPeer) ? observed.value() : 0;
    }

    long successes() {
        return Math.round(successes);
    }

    long failures() {
        return Math.round(failures);
    }

    long requests() {
        return successes() + failures();
    }

    long quantile(double share) {
        return latencies.quantile(share);
    }

    /** For how long it was added up, for rates; 0 if nothing was. */
    double seconds() {
        return watched.toMillis() / MILLIS;
    }

    TcpStatsJson tcpStats() {
        return new TcpStatsJson(Math.round(openConnections), Math.round(readBytes), Math.round(writeBytes));
    }
}
