package io.weft.proxy.inbound.policy;

import io.weft.core.ResourceRef;
import io.weft.core.policy.Authorization;
import io.weft.proxy.route.HttpFilter;
import io.weft.proxy.route.HttpMatch;
import java.util.List;

/**
 * Requests of a server that share authorizations.
 *
 * @param authorizations of this route alone; the server's count besides
 * @param filters of requests that are permitted, in order
 */
public record InboundRoute(
        ResourceRef ref, HttpMatch match, List<Authorization> authorizations, List<HttpFilter> filters) {
    public InboundRoute {
        authorizations = List.copyOf(authorizations);
        filters = List.copyOf(filters);
    }

    /** The route of a server that has none. */
    public static InboundRoute ofDefault() {
        return new InboundRoute(ResourceRef.ofDefault("default"), HttpMatch.all(), List.of(), List.of());
    }

    /** Whether it takes every request, so that none need be looked at. */
    boolean takesAll() {
        return match.equals(HttpMatch.all());
    }
}
