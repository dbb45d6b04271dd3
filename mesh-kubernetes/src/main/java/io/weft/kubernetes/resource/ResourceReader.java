package io.weft.kubernetes.resource;

import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Turns a parsed document into the object it describes, checking what the schema and the admission checks of Kubernetes
 * would check of the fields we use. Fields we do not use are not looked at, but below the {@code spec} of a policy, where
 * every field is known, any other is refused.
 *
 * <p>Threading: stateless.
 *
 * @see "crds, 1, 3-7, 10"
 */
public final class ResourceReader {
    /** Kinds of the policy group that exist but are not used; any other unknown name there is a slip of the pen. */
    private static final Set<String> UNUSED_POLICY_KINDS =
            Set.of("EgressNetwork", "HTTPLocalRateLimitPolicy", "HTTPRoute");

    private final Map<ResourceKind, KindReader> readers = Map.of(
            ResourceKind.SERVICE, new ServiceReader(),
            ResourceKind.POD, new PodReader(),
            ResourceKind.ENDPOINT_SLICE, new EndpointSliceReader(),
            ResourceKind.EXTERNAL_WORKLOAD, new ExternalWorkloadReader(),
            ResourceKind.SERVER, new ServerReader(),
            ResourceKind.SERVER_AUTHORIZATION, new ServerAuthorizationReader(),
            ResourceKind.AUTHORIZATION_POLICY, new AuthorizationPolicyReader(),
            ResourceKind.MESH_TLS_AUTHENTICATION, new MeshTlsAuthenticationReader(),
            ResourceKind.NETWORK_AUTHENTICATION, new NetworkAuthenticationReader());

    /**
     * Reads one document.
     *
     * @throws ResourceException if it is no Kubernetes object, or says something that is not allowed in a field we use
     */
    public Reading read(JsonNode document) {
        Field root = Field.root(document).object();
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
                .require(
                        !apiVersion.group().equals(Groups.POLICY) || UNUSED_POLICY_KINDS.contains(kind),
                        "there is no such kind in " + Groups.POLICY);
        return new Reading.Ignored(root.get("apiVersion").string(), kind);
    }
}
