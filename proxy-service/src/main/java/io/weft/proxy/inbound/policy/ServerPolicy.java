package io.weft.proxy.inbound.policy;

import io.weft.core.ResourceRef;
import io.weft.core.policy.Authorization;
import io.weft.core.policy.RateLimit;
import io.weft.core.policy.ServerProtocol;
import java.util.List;
import java.util.Optional;

/**
 * How one port of this workload is served, and to whom, as this proxy follows it: with everything a control plane may say of
 * requests, ours or another.
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
