package io.weft.cli.machine;

import static io.weft.cli.machine.PodManifest.ordered;

import java.util.List;
import java.util.SequencedMap;

/**
 * The manifest of an authorization for whoever has an identity of the mesh.
 *
 * @param name of the ServerAuthorization, with its namespace, and of the Server it is for
 */
record MeshAuthorizationManifest(PodName name) {
    SequencedMap<String, Object> document() {
        return ordered(
                "apiVersion",
                "policy.linkerd.io/v1beta1",
                "kind",
                "ServerAuthorization",
                "metadata",
                ordered("namespace", name.namespace(), "name", name.name()),
                "spec",
                ordered(
                        "server",
                        ordered("name", name.name()),
                        "client",
                        ordered("meshTLS", ordered("identities", List.of("*")))));
    }
}
