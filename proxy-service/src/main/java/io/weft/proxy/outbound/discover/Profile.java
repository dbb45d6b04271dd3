package io.weft.proxy.outbound.discover;

import io.weft.core.Endpoint;
import java.util.Optional;

/**
 * Settings of one original destination in the older API.
 *
 * @param opaque no protocol detection, whatever the policy says
 * @param name the service's full name without port, empty when the address is no service
 * @param endpoint present when the address is one replica
 * @see "wire-api, 9: DestinationProfile"
 */
public record Profile(boolean opaque, String name, Optional<Endpoint> endpoint) {}
