package io.weft.cli.demo;

import io.weft.cli.viz.Edge;
import java.util.ArrayList;
import java.util.List;

/**
 * An edge as it must be seen.
 *
 * @param client {@code NAMESPACE/NAME}, as {@code server}
 * @param clientIdentity empty if the edge must not be secured, as {@code serverIdentity}
 * @param requests whether a request must have ended in the window; otherwise an open connection will do
 */
record ExpectedEdge(
        String client, String server, boolean secured, String clientIdentity, String serverIdentity, boolean requests) {
    static ExpectedEdge secured(String client, String server, String clientIdentity, String serverIdentity) {
        return new ExpectedEdge(client, server, true, clientIdentity, serverIdentity, true);
    }

    static ExpectedEdge plaintext(String client, String server) {
        return new ExpectedEdge(client, server, false, "", "", true);
    }

    /** A stream that never ends counts no request. */
    ExpectedEdge orOpen() {
        return new ExpectedEdge(client, server, secured, clientIdentity, serverIdentity, false);
    }

    /** What is wrong with {@code seen}, in a few words each; empty if nothing is. */
    List<String> differences(Edge seen) {
        List<String> differences = new ArrayList<>();
        if (requests ? seen.requests() == 0 : !seen.isAlive()) {
            differences.add("no requests");
        }
        if (secured && !seen.secured()) {
            differences.add("not secured (" + seen.noIdentityMsg() + ")");
        }
        if (!secured && seen.secured()) {
            differences.add("secured");
        }
        if (!clientIdentity.equals(seen.clientId())) {
            differences.add("client identity " + orNone(seen.clientId()));
        }
        if (!serverIdentity.equals(seen.serverId())) {
            differences.add("server identity " + orNone(seen.serverId()));
        }
        return differences;
    }

    /** In words, for a message. */
    @Override
    public String toString() {
        String what = requests ? "requests" : "an open stream or requests";
        return secured
                ? what + ", secured, client identity " + clientIdentity + ", server identity " + serverIdentity
                : what + ", not secured, no identities";
    }

    private static String orNone(String identity) {
        return identity.isEmpty() ? "none" : identity;
    }
}
