package io.weft.cli.demo;

import io.weft.cli.viz.Edge;

/** Edges as viz-service would tell them. */
final class Edges {
    static final String TRUST = ".serviceaccount.identity.linkerd.cluster.local";

    private Edges() {}

    static Edge good(String client, String server) {
        return new Edge(
                end(client),
                end(server),
                identity(client),
                identity(server),
                "",
                true,
                100,
                1.0,
                1,
                3,
                7,
                new Edge.Tcp(1, 10, 10));
    }

    static Edge unmeshed(String server, String reason) {
        return new Edge(new Edge.End("", "", "unmeshed"), end(server), "", "", reason, false, 60, 1.0, 2, 4, 8, null);
    }

    static Edge unsecured(Edge edge, String reason) {
        return new Edge(
                edge.src(),
                edge.dst(),
                edge.clientId(),
                "",
                reason,
                false,
                edge.requests(),
                edge.successRate(),
                1,
                3,
                7,
                edge.tcpStats());
    }

    static Edge as(Edge edge, String clientId, String serverId) {
        return new Edge(
                edge.src(), edge.dst(), clientId, serverId, "", true, edge.requests(), 1.0, 1, 3, 7, edge.tcpStats());
    }

    /** {@code open}: its connection is still there. */
    static Edge quiet(Edge edge, boolean open) {
        return new Edge(
                edge.src(),
                edge.dst(),
                edge.clientId(),
                edge.serverId(),
                "",
                true,
                0,
                null,
                0,
                0,
                0,
                new Edge.Tcp(open ? 1 : 0, 0, 0));
    }

    /** {@code name} is {@code NAMESPACE/NAME}. */
    static String identity(String name) {
        String[] parts = name.split("/", -1);
        return parts[1] + "." + parts[0] + TRUST;
    }

    private static Edge.End end(String name) {
        String[] parts = name.split("/", -1);
        return new Edge.End(parts[0], "deployment", parts[1]);
    }
}
