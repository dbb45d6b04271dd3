package io.weft.core.policy;

import io.weft.core.ResourceRef;
import java.util.List;
import java.util.Optional;

/**
 * How one port of a workload is served, and to whom.
 *
 * @param server the Server it comes from, or a default
 * @param authorizations a client that none of them admits is refused
 * @param routes in order, the first match wins; empty for opaque and TLS ports
 * @param limit on requests that are permitted
 * @see "wire-api, 10: Server"
 */
public record ServerPolicy(
        ResourceRef server,
        ServerProtocol protocol,
        List<Authorization> authorizations,
        List<InboundRoute> routes,
        Optional<RateLimit> limit) {
    public ServerPolicy {
        authorizations = List.copyOf(authorizations);
        routes = List.copyOf(routes);
    }

    /** Without a limit. */
    public ServerPolicy(
            ResourceRef server,
            ServerProtocol protocol,
            List<Authorization> authorizations,
            List<InboundRoute> routes) {
        this(server, protocol, authorizations, routes, Optional.empty());
    }
}
