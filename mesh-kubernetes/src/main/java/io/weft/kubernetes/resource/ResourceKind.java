package io.weft.kubernetes.resource;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The kinds we read, with the versions that are accepted.
 *
 * @see "crds, 1: inventory; brief-vs-linkerd, 4.1: the versions the brief adds"
 */
public enum ResourceKind {
    /** Synthetic: no document can be of this kind. First, so that whoever orders by kind denies before it allows. */
    POLICY_QUARANTINE(Groups.WEFT, "PolicyQuarantine"),
    SERVER(Groups.POLICY, "Server", "v1alpha1", "v1beta1", "v1beta2", "v1beta3"),
    MESH_TLS_AUTHENTICATION(Groups.POLICY, "MeshTLSAuthentication", "v1alpha1", "v1beta1"),
    NETWORK_AUTHENTICATION(Groups.POLICY, "NetworkAuthentication", "v1alpha1", "v1beta1"),
    AUTHORIZATION_POLICY(Groups.POLICY, "AuthorizationPolicy", "v1alpha1", "v1beta1"),
    SERVER_AUTHORIZATION(Groups.POLICY, "ServerAuthorization", "v1alpha1", "v1beta1"),
    RATE_LIMIT(Groups.POLICY, "HTTPLocalRateLimitPolicy", "v1alpha1"),
    EGRESS_NETWORK(Groups.POLICY, "EgressNetwork", "v1alpha1"),
    HTTP_ROUTE(Groups.POLICY, "HTTPRoute", "v1alpha1", "v1beta1", "v1beta2", "v1beta3"),
    GATEWAY_HTTP_ROUTE(Groups.GATEWAY, "HTTPRoute", "v1beta1", "v1"),
    GRPC_ROUTE(Groups.GATEWAY, "GRPCRoute", "v1alpha2", "v1"),
    TLS_ROUTE(Groups.GATEWAY, "TLSRoute", "v1alpha2", "v1alpha3", "v1"),
    TCP_ROUTE(Groups.GATEWAY, "TCPRoute", "v1alpha2", "v1"),
    GATEWAY(Groups.GATEWAY, "Gateway", "v1beta1", "v1"),
    SERVICE_PROFILE(Groups.LINKERD, "ServiceProfile", "v1alpha1", "v1alpha2"),
    TRAFFIC_SPLIT(Groups.SPLIT, "TrafficSplit", "v1alpha1", "v1alpha2", "v1alpha3", "v1alpha4"),
    SERVICE(Groups.CORE, "Service", "v1"),
    NODE(Groups.CORE, "Node", "v1"),
    POD(Groups.CORE, "Pod", "v1"),
    EXTERNAL_WORKLOAD(Groups.WORKLOAD, "ExternalWorkload", "v1alpha1", "v1beta1"),
    ENDPOINT_SLICE(Groups.DISCOVERY, "EndpointSlice", "v1");

    private final String group;
    private final String kind;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> versions;

    ResourceKind(String group, String kind, String... versions) {
        this.group = group;
        this.kind = kind;
        this.versions = List.of(versions);
    }

    /** The API group; empty for core. */
    public String group() {
        return group;
    }

    /** As written in a document's {@code kind}. */
    public String kind() {
        return kind;
    }

    /** Accepted versions, oldest first. */
    public List<String> versions() {
        return versions;
    }

    /** Whether objects of this kind belong to a namespace. */
    public boolean isNamespaced() {
        return this != NODE;
    }

    /** Whether documents of this kind belong to those that say who may connect, and how. */
    public boolean isPolicy() {
        return group.equals(Groups.POLICY);
    }

    /**
     * Whether one of this kind may keep somebody out who would get in without it. Routes and limits only add to others, and
     * egress networks are about those who go out.
     */
    public boolean keepsOut() {
        return isPolicy() && this != HTTP_ROUTE && this != RATE_LIMIT && this != EGRESS_NETWORK;
    }

    /** The kind of that name in that group, to the letter; empty if we read none. */
    public static Optional<ResourceKind> of(String group, String kind) {
        return Arrays.stream(values())
                .filter(each -> each.kind.equals(kind) && each.group.equals(group) && !each.versions.isEmpty())
                .findFirst();
    }
}
