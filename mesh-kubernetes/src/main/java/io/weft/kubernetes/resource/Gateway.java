package io.weft.kubernetes.resource;

/** A way into a cluster that somebody else keeps: a route's parent of that name is not a Service. */
public record Gateway(Metadata metadata) implements Resource {
    @Override
    public ResourceKind kind() {
        return ResourceKind.GATEWAY;
    }
}
