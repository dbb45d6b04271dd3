package io.weft.viz.metrics;

import io.weft.viz.window.Observation;
import org.jspecify.annotations.Nullable;

/** Adds up what was let in by one policy, or by several that met, and what was not. Not thread-safe. */
final class RuleTally {
    private static final Occurrences NEVER = new Occurrences(0, 0);

    private final Tally tally = new Tally("src");
    private Occurrences allowed = NEVER;
    private Occurrences denied = NEVER;

    void add(Observation observed) {
        switch (observed.family()) {
            case REQUESTS_ALLOWED -> allowed = allowed.plus(Occurrences.of(observed));
            case REQUESTS_DENIED -> denied = denied.plus(Occurrences.of(observed));
            default -> tally.add(observed);
        }
    }

    /** Null without requests that ended. */
    @Nullable
    BasicStatsJson stats() {
        return tally.requests() > 0 ? BasicStatsJson.of(tally) : null;
    }

    TcpStatsJson tcpStats() {
        return tally.tcpStats();
    }

    ServerStatsJson decided(ResourceName server, ResourceName route, ResourceName authorization) {
        return new ServerStatsJson(allowed.count(), denied.count(), server, route, authorization);
    }

    /** For how long it was watched, for rates. */
    double seconds() {
        return Math.max(tally.seconds(), Math.max(allowed.seconds(), denied.seconds()));
    }
}
