package io.weft.kubernetes.resource;

import io.weft.core.policy.ClientNetwork;
import java.util.List;

/**
 * A set of client addresses.
 *
 * @param networks at least one
 * @see "crds, 7"
 */
public record NetworkAuthentication(Metadata metadata, List<ClientNetwork> networks) implements Resource {
    public NetworkAuthentication {
        networks = List.copyOf(networks);
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.NETWORK_AUTHENTICATION;
    }
}
