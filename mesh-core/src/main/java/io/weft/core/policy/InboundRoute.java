package io.weft.core.policy;

import io.weft.core.ResourceRef;
import java.util.List;

/**
 * Requests of a server that share authorizations.
 *
 * @param matches any of them; empty: every request
 * @param authorizations of this route alone; the server's count besides
 */
public record InboundRoute(ResourceRef ref, List<RequestMatch> matches, List<Authorization> authorizations) {
    public InboundRoute {
        matches = List.copyOf(matches);
        authorizations = List.copyOf(authorizations);
    }

    /** The route of a server that has none. */
    public static InboundRoute ofDefault() {
        return new InboundRoute(ResourceRef.ofDefault("default"), List.of(RequestMatch.all()), List.of());
    }
}
