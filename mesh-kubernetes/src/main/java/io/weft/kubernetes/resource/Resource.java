package io.weft.kubernetes.resource;

/** One object of the mesh's world. Two resources with equal fields are equal, so a feed can tell whether one changed. */
public sealed interface Resource
        permits Service,
                Node,
                Pod,
                EndpointSlice,
                ExternalWorkload,
                Server,
                ServerAuthorization,
                RateLimitPolicy,
                Route,
                EgressNetwork,
                Gateway,
                ServiceProfile,
                TrafficSplit,
                AuthorizationPolicy,
                MeshTlsAuthentication,
                NetworkAuthentication,
                PolicyQuarantine {
    Metadata metadata();

    ResourceKind kind();

    /** What the object is called; a later object with the same id replaces this one. */
    default ResourceId id() {
        return new ResourceId(kind(), metadata().namespace(), metadata().name());
    }

    /** The same without what the mesh has said of it: joins answer alike whatever stands in a status. */
    default Resource unreported() {
        return this;
    }
}
