package io.weft.destination.egress;

import io.weft.destination.answers.NetworkId;
import io.weft.destination.answers.Subject;
import io.weft.destination.digest.Table;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every EgressNetwork, by name and by the addresses it is about.
 *
 * <p>Threading: not safe; guarded by the lock of the one index that owns it.
 *
 * @see "crds, 9: destination IP resolution"
 */
public final class EgressIndex {
    private final String globalNamespace;
    private final Map<NetworkId, MeshNetwork> networks = new HashMap<>();

    /** @param globalNamespace whose networks hold for clients of namespaces that have none */
    public EgressIndex(String globalNamespace) {
        this.globalNamespace = globalNamespace;
    }

    /** What a new or changed network touches; empty if it says nothing new. */
    public Set<Subject> put(MeshNetwork network) {
        return network.equals(networks.put(network.id(), network)) ? Set.of() : Set.of(network.id());
    }

    /** What a removal touches; empty if there was no such network. */
    public Set<Subject> remove(NetworkId id) {
        return networks.remove(id) == null ? Set.of() : Set.of(id);
    }

    /**
     * The network that an address outside the cluster belongs to, for clients of a namespace: the one that describes it most
     * closely; of several the oldest, then the first by name.
     */
    public Optional<MeshNetwork> find(InetAddress address, String client) {
        List<MeshNetwork> own = in(client);
        return (own.isEmpty() ? in(globalNamespace) : own)
                .stream()
                        .filter(network -> network.closeness(address).isPresent())
                        .min(Comparator.<MeshNetwork>comparingInt(
                                        network -> -network.closeness(address).orElse(0))
                                .thenComparing(MeshNetwork.SENIORITY));
    }

    /** Everything as it is now. */
    public Table table() {
        return new Table("networks", networks);
    }

    private List<MeshNetwork> in(String namespace) {
        return networks.values().stream()
                .filter(network -> network.id().namespace().equals(namespace))
                .toList();
    }
}
