package io.weft.proxy.outbound.discover;

import io.weft.core.Endpoint;
import java.util.Optional;

/**
 * Settings of one original destination in the older API.
 *
 * @param opaque no protocol detection, whatever the policy says
 * @param name the service's full name without port, empty when the address is no service
 * @param replica which one the address is, if it is one
 * @param routes followed instead of the policy's, if there are any and the address is a service
 * @see "wire-api, 9: DestinationProfile"
 */
public record Profile(boolean opaque, String name, Replica replica, ProfileRoutes routes) {
    /** Of a replica that can be used, or of none. */
    public Profile(boolean opaque, String name, Optional<Endpoint> endpoint, ProfileRoutes routes) {
        this(opaque, name, Replica.of(endpoint), routes);
    }

    /** Says nothing of routes. */
    public Profile(boolean opaque, String name, Optional<Endpoint> endpoint) {
        this(opaque, name, endpoint, ProfileRoutes.NONE);
    }

    /** Whether its routes and its split are followed instead of the policy's. */
    public boolean routed() {
        return !name.isEmpty() && !routes.empty();
    }
}
