package io.weft.core.policy;

import io.weft.core.ResourceRef;
import java.util.List;

/**
 * Admits clients from certain networks that have proven certain things: both must hold.
 *
 * @param ref the object or default it comes from, for metrics
 * @param networks empty: nobody
 * @see "wire-api, 10: Authz"
 */
public record Authorization(ResourceRef ref, List<ClientNetwork> networks, Authentication authentication) {
    public Authorization {
        networks = List.copyOf(networks);
    }

    public boolean admits(Peer peer) {
        return authentication.admits(peer) && networks.stream().anyMatch(network -> network.contains(peer.address()));
    }
}
