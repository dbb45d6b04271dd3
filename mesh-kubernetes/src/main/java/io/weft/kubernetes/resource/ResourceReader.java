package io.weft.kubernetes.resource;

import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Turns a parsed document into the object it describes, checking what the schema and the admission checks of Kubernetes
 * would check of the fields we use. Fields we do not use are not looked at, but below the {@code spec} of a policy or profile, where
 * every field is known, any other is refused.
 *
 * <p>Threading: stateless.
 *
 * @see "crds, 1-8, 10, 11, 14"
 */
public final class ResourceReader {
    private final Map<ResourceKind, KindReader> readers = Map.ofEntries(
            Map.entry(ResourceKind.SERVICE, new ServiceReader()),
            Map.entry(ResourceKind.SERVICE_PROFILE, new ServiceProfileReader()),
            Map.entry(ResourceKind.RATE_LIMIT, new RateLimitPolicyReader()),
            Map.entry(ResourceKind.HTTP_ROUTE, RouteReader.http(ResourceKind.HTTP_ROUTE)),
            Map.entry(ResourceKind.GATEWAY_HTTP_ROUTE, RouteReader.http(ResourceKind.GATEWAY_HTTP_ROUTE)),
            Map.entry(ResourceKind.GRPC_ROUTE, RouteReader.grpc()),
            Map.entry(ResourceKind.TLS_ROUTE, RouteReader.connections(ResourceKind.TLS_ROUTE)),
            Map.entry(ResourceKind.TCP_ROUTE, RouteReader.connections(ResourceKind.TCP_ROUTE)),
            Map.entry(ResourceKind.EGRESS_NETWORK, new EgressNetworkReader()),
            Map.entry(ResourceKind.GATEWAY, (metadata, root, version) -> new Gateway(metadata)),
            Map.entry(ResourceKind.TRAFFIC_SPLIT, new TrafficSplitReader()),
            Map.entry(ResourceKind.NODE, new NodeReader()),
            Map.entry(ResourceKind.POD, new PodReader()),
            Map.entry(ResourceKind.ENDPOINT_SLICE, new EndpointSliceReader()),
            Map.entry(ResourceKind.EXTERNAL_WORKLOAD, new ExternalWorkloadReader()),
            Map.entry(ResourceKind.SERVER, new ServerReader()),
            Map.entry(ResourceKind.SERVER_AUTHORIZATION, new ServerAuthorizationReader()),
            Map.entry(ResourceKind.AUTHORIZATION_POLICY, new AuthorizationPolicyReader()),
            Map.entry(ResourceKind.MESH_TLS_AUTHENTICATION, new MeshTlsAuthenticationReader()),
            Map.entry(ResourceKind.NETWORK_AUTHENTICATION, new NetworkAuthenticationReader()));

    /**
     * Reads one document.
     *
     * @throws ResourceException if it is no Kubernetes object, or says something that is not allowed in a field we use
     */
    public Reading read(JsonNode document) {
        return read(document, Field.UnknownFields.REFUSE);
    }

    /**
     * Reads one object of an API server, which has checked it against its schema and left out what that does not know. A
     * field of a policy we do not know is one of a newer schema.
     *
     * @param unknown hears the path of every such field
     * @throws ResourceException as {@link #read(JsonNode)}
     */
    public Reading readServed(JsonNode document, Consumer<String> unknown) {
        return read(document, (field, known) -> unknown.accept(field.path()));
    }

    private Reading read(JsonNode document, Field.UnknownFields unknown) {
        Field root = Field.root(document, unknown).object();
        ApiVersion apiVersion = ApiVersion.read(root.get("apiVersion"));
        String kind = root.get("kind").string();
        return ResourceKind.of(apiVersion.group(), kind)
                .<Reading>map(known -> new Reading.Known(read(root, known, apiVersion)))
                .orElseGet(() -> ignored(root, apiVersion, kind));
    }

    private Resource read(Field root, ResourceKind kind, ApiVersion apiVersion) {
        root.get("apiVersion")
                .require(
                        kind.versions().contains(apiVersion.version()),
                        "the versions of " + kind.kind() + " are " + String.join(", ", kind.versions()));
        KindReader reader = readers.get(kind);
        if (reader == null) {
            throw new IllegalStateException("no reader for " + kind);
        }
        return reader.read(MetadataReader.read(root.get("metadata")), root, apiVersion.version());
    }

    private static Reading ignored(Field root, ApiVersion apiVersion, String kind) {
        root.get("kind")
                .require(!apiVersion.group().equals(Groups.POLICY), "there is no such kind in " + Groups.POLICY);
        PolicySlip.of(apiVersion.group(), kind).ifPresent(meant -> {
            throw root.get("apiVersion")
                    .refuse("this looks like a misspelt " + Groups.POLICY + " " + meant.kind()
                            + "; write it so, or keep what is not for the mesh elsewhere");
        });
        return new Reading.Ignored(root.get("apiVersion").string(), kind);
    }
}
