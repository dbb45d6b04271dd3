package io.weft.destination.egress;

import io.weft.core.Network;
import io.weft.core.policy.ClientNetwork;
import io.weft.kubernetes.resource.EgressNetwork;
import java.util.List;
import java.util.Optional;

/**
 * Which addresses an EgressNetwork is about, and which of them are the cluster's own. Pure.
 *
 * @see "crds, 9"
 */
public final class OutsideNetworks {
    private final List<Network> clusterNetworks;

    /** @param clusterNetworks the cluster's own addresses */
    public OutsideNetworks(List<Network> clusterNetworks) {
        this.clusterNetworks = List.copyOf(clusterNetworks);
    }

    /**
     * Addresses that are not outside.
     *
     * @param claimed by an EgressNetwork
     * @param ours the cluster's
     */
    public record Overlap(Network claimed, Network ours) {}

    /** With their exceptions; at least one. */
    List<ClientNetwork> of(EgressNetwork network) {
        return network.networks().orElseGet(this::everythingOutside);
    }

    /** The first of its networks that is partly the cluster's; empty if none is. */
    public Optional<Overlap> overlap(EgressNetwork network) {
        return of(network).stream()
                .flatMap(claimed -> clusterNetworks.stream()
                        .filter(ours -> overlap(claimed, ours))
                        .map(ours -> new Overlap(claimed.network(), ours)))
                .findFirst();
    }

    private List<ClientNetwork> everythingOutside() {
        return ClientNetwork.everywhere().stream()
                .map(all -> new ClientNetwork(
                        all.network(),
                        clusterNetworks.stream().filter(all.network()::contains).toList()))
                .toList();
    }

    private static boolean overlap(ClientNetwork network, Network ours) {
        return (network.network().contains(ours) || ours.contains(network.network()))
                && network.except().stream().noneMatch(hole -> hole.contains(ours) || hole.contains(network.network()));
    }
}
