package io.weft.destination.egress;

import io.weft.core.policy.ClientNetwork;
import io.weft.destination.answers.NetworkId;
import io.weft.destination.services.TrafficPolicy;
import io.weft.destination.settings.PortSet;
import io.weft.kubernetes.resource.Metadata;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * An EgressNetwork, read once from its object.
 *
 * @param allows what becomes of traffic that no route is about
 * @param networks with their exceptions; at least one
 * @param opaque clients do not look inside
 * @param traffic what its annotations say of requests
 * @param takesRoutes false while it claims addresses of the cluster
 */
public record MeshNetwork(
        Metadata metadata,
        boolean allows,
        List<ClientNetwork> networks,
        PortSet opaque,
        TrafficPolicy traffic,
        boolean takesRoutes) {
    static final Comparator<MeshNetwork> SENIORITY = Comparator.comparing(MeshNetwork::metadata, Metadata.SENIORITY);

    public MeshNetwork {
        networks = List.copyOf(networks);
    }

    public NetworkId id() {
        return new NetworkId(metadata.namespace(), metadata.name());
    }

    /** The length in bits of the longest prefix by which the address is meant; empty if it is not. */
    OptionalInt closeness(InetAddress address) {
        return networks.stream()
                .filter(network -> network.contains(address))
                .mapToInt(network -> network.network().prefixLength())
                .max();
    }
}
