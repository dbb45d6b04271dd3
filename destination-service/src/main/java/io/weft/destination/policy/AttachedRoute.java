package io.weft.destination.policy;

import io.weft.core.ResourceRef;
import io.weft.core.policy.Authorization;
import io.weft.kubernetes.resource.ResourceKind;
import io.weft.kubernetes.resource.Route;
import java.util.List;

/**
 * A route whose parent is a Server.
 *
 * @param authorizations of this route alone; the Server's count besides
 */
public record AttachedRoute(Route route, List<Authorization> authorizations) {
    public AttachedRoute {
        authorizations = List.copyOf(authorizations);
    }

    public ResourceRef ref() {
        return ResourceRef.of(
                route.kind().group(), route.kind().kind(), "", route.metadata().name());
    }

    /** Whether it is about calls of gRPC, else about requests of HTTP. */
    boolean isGrpc() {
        return route.kind() == ResourceKind.GRPC_ROUTE;
    }
}
