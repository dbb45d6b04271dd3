package io.weft.kubernetes.resource;

import java.util.List;

/**
 * Which authentications a client needs for a target. All of one policy's references must hold; policies on one target add up.
 *
 * @param requiredAuthenticationRefs empty: nobody, or everybody, as the mesh is set; never missing
 * @see "crds, 5; brief-vs-linkerd, 4.5"
 */
public record AuthorizationPolicy(
        Metadata metadata, TargetRef targetRef, List<AuthenticationRef> requiredAuthenticationRefs)
        implements Resource {
    public AuthorizationPolicy {
        requiredAuthenticationRefs = List.copyOf(requiredAuthenticationRefs);
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.AUTHORIZATION_POLICY;
    }

    /**
     * What is protected, in the policy's own namespace.
     *
     * @param name for {@link TargetKind#NAMESPACE} the policy's own namespace
     */
    public record TargetRef(TargetKind kind, String name) {}

    /** What a policy may target. */
    public enum TargetKind {
        SERVER(Groups.POLICY, "Server"),
        /** Every Server of the namespace. */
        NAMESPACE(Groups.CORE, "Namespace"),
        HTTP_ROUTE(Groups.POLICY, "HTTPRoute"),
        GATEWAY_HTTP_ROUTE(Groups.GATEWAY, "HTTPRoute"),
        GATEWAY_GRPC_ROUTE(Groups.GATEWAY, "GRPCRoute");

        private final String group;
        private final String kind;

        TargetKind(String group, String kind) {
            this.group = group;
            this.kind = kind;
        }

        public String group() {
            return group;
        }

        public String kind() {
            return kind;
        }

        /** Whether objects of that kind are meant. */
        public boolean is(ResourceKind other) {
            return group.equals(other.group()) && kind.equals(other.kind());
        }
    }

    /**
     * One requirement.
     *
     * @param namespace the policy's own where the document says nothing
     */
    public record AuthenticationRef(AuthenticationKind kind, String namespace, String name) {}

    /** What a policy may ask of a client. */
    public enum AuthenticationKind {
        MESH_TLS(Groups.POLICY, "MeshTLSAuthentication"),
        NETWORK(Groups.POLICY, "NetworkAuthentication"),
        SERVICE_ACCOUNT(Groups.CORE, "ServiceAccount");

        private final String group;
        private final String kind;

        AuthenticationKind(String group, String kind) {
            this.group = group;
            this.kind = kind;
        }

        public String group() {
            return group;
        }

        public String kind() {
            return kind;
        }
    }
}
