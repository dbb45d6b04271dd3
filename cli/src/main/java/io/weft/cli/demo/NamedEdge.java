package io.weft.cli.demo;

import io.weft.cli.viz.Edge;
import java.util.Set;

/**
 * An edge with the names its ends have in the demo.
 *
 * @param client {@code NAMESPACE/NAME}; clients without identity that are not known are {@code unmeshed}
 */
record NamedEdge(String client, String server, Edge edge) {
    private static final String PLAINTEXT = "not_provided_by_remote";
    private static final String NO_CERTIFICATE = "no_client_certificate";

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

    /** Whether it only is a sidecar that asks the control plane for its first certificate. */
    boolean isFirstContact(Set<String> controlPlane) {
        return edge.isUnmeshed() && edge.noIdentityMsg().equals(NO_CERTIFICATE) && controlPlane.contains(server);
    }

    boolean is(ExpectedEdge expected) {
        return client.equals(expected.client()) && server.equals(expected.server());
    }

    @Override
    public String toString() {
        return client + " -> " + server;
    }
}
