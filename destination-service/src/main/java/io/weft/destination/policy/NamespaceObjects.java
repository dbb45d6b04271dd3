package io.weft.destination.policy;

import io.weft.kubernetes.resource.AuthorizationPolicy;
import io.weft.kubernetes.resource.RateLimitPolicy;
import io.weft.kubernetes.resource.Route;
import io.weft.kubernetes.resource.Server;
import io.weft.kubernetes.resource.ServerAuthorization;
import java.util.List;

/** Everything in a namespace that says how its ports are served. */
record NamespaceObjects(
        List<Server> servers,
        List<ServerAuthorization> serverAuthorizations,
        List<AuthorizationPolicy> policies,
        List<Route> routes,
        List<RateLimitPolicy> limits) {
    NamespaceObjects {
        servers = List.copyOf(servers);
        serverAuthorizations = List.copyOf(serverAuthorizations);
        policies = List.copyOf(policies);
        routes = List.copyOf(routes);
        limits = List.copyOf(limits);
    }
}
