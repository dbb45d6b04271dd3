package io.weft.cli.demo;

import io.weft.cli.viz.Edge;

/**
 * An edge with the names its ends have in the demo.
 *
 * @param client {@code NAMESPACE/NAME}; clients without identity that are not known are {@code unmeshed}
 */
record NamedEdge(String client, String server, Edge edge) {
    private static final String PLAINTEXT = "not_provided_by_remote";

    /**
     * Names the client of plaintext, who proves no name: towards this server it is the demo's one workload without a
     * sidecar.
     */
    static NamedEdge of(Edge edge, ExpectedEdge unmeshed) {
        String server = edge.dst().label();
        boolean caller = edge.isUnmeshed()
                && server.equals(unmeshed.server())
                && edge.noIdentityMsg().equals(PLAINTEXT);
        return new NamedEdge(caller ? unmeshed.client() : edge.src().label(), server, edge);
    }

    boolean is(ExpectedEdge expected) {
        return client.equals(expected.client()) && server.equals(expected.server());
    }

    @Override
    public String toString() {
        return client + " -> " + server;
    }
}
