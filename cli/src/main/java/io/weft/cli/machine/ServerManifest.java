package io.weft.cli.machine;

import static io.weft.cli.machine.PodManifest.ordered;

import java.util.SequencedMap;

/**
 * The manifest of a Server: whoever comes through the sidecar is refused, meshed or not, unless an authorization says else.
 *
 * @param name of the Server, with its namespace
 * @param app value of the label {@code app} it selects
 */
record ServerManifest(PodName name, String app, int port) {
    SequencedMap<String, Object> document() {
        return ordered(
                "apiVersion",
                "policy.linkerd.io/v1beta3",
                "kind",
                "Server",
                "metadata",
                ordered("namespace", name.namespace(), "name", name.name()),
                "spec",
                ordered("podSelector", ordered("matchLabels", ordered("app", app)), "port", port));
    }
}
