package io.weft.proxy.outbound.discover;

import io.weft.core.Endpoint;
import java.util.Collection;
import java.util.List;

/**
 * The replicas behind a name, after all additions and removals so far; at most one per address.
 *
 * @param exists false: the control plane says there is no such name (then {@code endpoints} is empty)
 */
public record EndpointSet(boolean exists, Collection<Endpoint> endpoints) {
    public EndpointSet {
        endpoints = List.copyOf(endpoints);
    }
}
