package io.weft.destination.endpoints;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where replicas and clients are, and whom that lets a client use. Pure.
 *
 * @param nodeLocal clients may use replicas on their own node only
 * @param nodes where the replicas are, as far as known; only looked at with {@code nodeLocal}
 * @param hints zones whose clients should use a replica, of those that say any
 * @param zones by node
 * @see "control-plane, 5: internalTrafficPolicy Local, topology hints, zone_locality"
 */
public record Topology(
        boolean nodeLocal,
        Map<InetSocketAddress, String> nodes,
        Map<InetSocketAddress, Set<String>> hints,
        Map<String, String> zones) {
    private static final String ZONE = "zone";
    private static final String LOCALITY = "zone_locality";

    public Topology {
        nodes = Map.copyOf(nodes);
        hints = Map.copyOf(hints);
        zones = Map.copyOf(zones);
    }

    /** What of a client's node makes a difference; clients of the same place may use the same. */
    Optional<String> place(Optional<String> clientNode) {
        return nodeLocal ? clientNode.filter(nodes::containsValue) : clientNode.map(zones::get);
    }

    /** What a client on that node may use; one that does not say where it is may use nothing that is node-local. */
    Map<InetSocketAddress, MeshEndpoint> seenFrom(
            Optional<String> clientNode, Map<InetSocketAddress, MeshEndpoint> all) {
        Optional<String> zone = clientNode.map(zones::get);
        Map<InetSocketAddress, MeshEndpoint> near = nodeLocal ? onNode(clientNode, all) : all;
        return zone.map(known -> localized(known, hinted(known, near))).orElse(near);
    }

    private Map<InetSocketAddress, MeshEndpoint> onNode(
            Optional<String> node, Map<InetSocketAddress, MeshEndpoint> all) {
        Map<InetSocketAddress, MeshEndpoint> near = new LinkedHashMap<>(all);
        near.keySet().removeIf(address -> node.isEmpty() || !node.get().equals(nodes.get(address)));
        return near;
    }

    /** Hints count only where every replica has one, and where they leave any. */
    private Map<InetSocketAddress, MeshEndpoint> hinted(String zone, Map<InetSocketAddress, MeshEndpoint> all) {
        if (!hints.keySet().containsAll(all.keySet())) {
            return all;
        }
        Map<InetSocketAddress, MeshEndpoint> near = new LinkedHashMap<>(all);
        near.keySet().removeIf(address -> !hints.getOrDefault(address, Set.of()).contains(zone));
        return near.isEmpty() ? all : near;
    }

    private static Map<InetSocketAddress, MeshEndpoint> localized(
            String zone, Map<InetSocketAddress, MeshEndpoint> all) {
        Map<InetSocketAddress, MeshEndpoint> localized = new LinkedHashMap<>();
        all.forEach((address, replica) -> localized.put(address, localized(zone, replica)));
        return localized;
    }

    private static MeshEndpoint localized(String zone, MeshEndpoint replica) {
        Map<String, String> labels = new HashMap<>(replica.endpoint().labels());
        String own = labels.get(ZONE);
        if (own == null) {
            return replica;
        }
        labels.put(LOCALITY, own.equals(zone) ? "local" : "remote");
        return replica.withLabels(labels);
    }

    /** Labels of a replica, whoever asks. */
    static Map<String, String> labels(Optional<String> zone) {
        Map<String, String> labels = new HashMap<>();
        labels.put(LOCALITY, "unknown");
        zone.ifPresent(known -> labels.put(ZONE, known));
        return labels;
    }
}
