package io.weft.destination.endpoints;

import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Replicas as all clients of one place see them: one object for all of these clients, so that they cost no more than one. Two
 * views are equal only if they are the same.
 */
public final class EndpointView {
    /** No replicas at all. */
    public static final EndpointView NONE = new EndpointView(Map.of());

    private final Map<InetSocketAddress, MeshEndpoint> endpoints;

    EndpointView(Map<InetSocketAddress, MeshEndpoint> endpoints) {
        this.endpoints = Collections.unmodifiableMap(new LinkedHashMap<>(endpoints));
    }

    /** By address; may be empty. */
    public Map<InetSocketAddress, MeshEndpoint> endpoints() {
        return endpoints;
    }
}
