package io.weft.cli.viz;

import org.jspecify.annotations.Nullable;

/**
 * Requests that one authorization admitted on one route of a server, or that none did, as viz-service tells them.
 *
 * @param stats null without answers
 * @param observedSeconds for how much of the window they were watched
 */
record AuthzRow(StatRow.@Nullable Requests stats, Decided srvStats, double observedSeconds) {
    private static final String DEFAULT = "default";

    /** What policies decided; an end's type is {@code default} where it is no resource. */
    record Decided(long allowedCount, long deniedCount, Edge.End srv, Edge.End route, Edge.End authz) {}

    /** A default server is named with what it is. */
    String server() {
        Edge.End server = srvStats.srv();
        return server.type().equals(DEFAULT) ? DEFAULT + ":" + server.name() : server.name();
    }

    String route() {
        return srvStats.route().name();
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
