package io.weft.destination.routes;

import io.weft.kubernetes.resource.ResourceKind;

/** What a route is about, the weakest first: where routes of several sorts have the same parent only the strongest count. */
public enum RouteSort {
    TCP,
    TLS,
    HTTP,
    GRPC;

    static RouteSort of(ResourceKind kind) {
        return switch (kind) {
            case GRPC_ROUTE -> GRPC;
            case TLS_ROUTE -> TLS;
            case TCP_ROUTE -> TCP;
            default -> HTTP;
        };
    }
}
