package io.weft.cli.viz;

import org.jspecify.annotations.Nullable;

/**
 * Requests that one authorization admitted on one route of a server, or that none did, as viz-service tells them.
 *
 * @param stats null without answers
 * @param observedSeconds for how much of the window they were watched
 */
record AuthzRow(StatRow.@Nullable Requests stats, Decided srvStats, double observedSeconds) {
    String server() {
        return srvStats.server();
    }

    /** One that is no resource is {@code default}, whatever it is for: AUTHORIZATION tells a probe's. */
    String route() {
        Edge.End route = srvStats.route();
        return route.type().equals(Decided.DEFAULT) ? Decided.DEFAULT : route.name();
    }

    /** Empty where nobody was admitted. */
    String authorization() {
        Edge.End authz = srvStats.authz();
        return authz.name().isEmpty() ? "" : authz.type() + "/" + authz.name();
    }

    double perSecond(long count) {
        return observedSeconds > 0 ? count / observedSeconds : 0;
    }
}
