package io.weft.cli.policy;

import io.weft.cli.cluster.Cluster;
import io.weft.cli.cluster.ClusterKind;
import io.weft.cli.cluster.ClusterObject;
import io.weft.kubernetes.resource.Reading;
import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceException;
import io.weft.kubernetes.resource.ResourceReader;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a cluster has that says who may connect, and to whom, as the mesh reads it.
 *
 * @param note told of what the mesh cannot read
 */
public record ClusterPolicies(Cluster cluster, Consumer<String> note) {
    private static final List<ClusterKind> KINDS = List.of(
            ClusterKind.POD,
            ClusterKind.SERVER,
            ClusterKind.SERVER_AUTHORIZATION,
            ClusterKind.AUTHORIZATION_POLICY,
            ClusterKind.HTTP_ROUTE,
            ClusterKind.GATEWAY_HTTP_ROUTE,
            ClusterKind.GRPC_ROUTE);
    private static final ResourceReader READER = new ResourceReader();

    /** Of a namespace; empty: of all. */
    public List<Resource> of(String namespace) {
        return KINDS.stream()
                .flatMap(kind -> cluster.list(kind, namespace, "").stream().flatMap(each -> read(kind, each)))
                .toList();
    }

    /** An API server does not say in a list of what kind its items are. */
    private Stream<Resource> read(ClusterKind kind, ClusterObject object) {
        ObjectNode document = (ObjectNode) object.json().deepCopy();
        document.put("apiVersion", kind.apiVersion()).put("kind", kind.kind());
        try {
            return READER.readServed(document, unknown -> {}) instanceof Reading.Known(Resource resource)
                    ? Stream.of(resource)
                    : Stream.empty();
        } catch (ResourceException unreadable) {
            note.accept(kind.kind() + " " + object.title() + " cannot be read: " + unreadable.getMessage());
            return Stream.empty();
        }
    }
}
