package io.weft.core.policy;

import io.weft.core.ResourceRef;
import java.util.List;

/**
 * How one port of a workload is served, and to whom.
 *
 * @param server the Server it comes from, or a default
 * @param authorizations a client that none of them admits is refused
 * @param routes in order, the first match wins; empty for opaque and TLS ports
 * @see "wire-api, 10: Server"
 */
public record ServerPolicy(
        ResourceRef server, ServerProtocol protocol, List<Authorization> authorizations, List<InboundRoute> routes) {
    public ServerPolicy {
        authorizations = List.copyOf(authorizations);
        routes = List.copyOf(routes);
    }
}
