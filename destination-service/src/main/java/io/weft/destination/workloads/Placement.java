package io.weft.destination.workloads;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a workload is, and whether it runs.
 *
 * @param addresses the primary one first; empty before it has one
 * @param own whether the addresses are its own rather than its node's
 * @param hostPorts the workload's port behind a port of its node
 * @param running whether it may be asked for by address
 */
public record Placement(
        Optional<String> node,
        List<InetAddress> addresses,
        boolean own,
        Map<InetSocketAddress, Integer> hostPorts,
        boolean running,
        boolean ready) {
    public Placement {
        addresses = List.copyOf(addresses);
        hostPorts = Map.copyOf(hostPorts);
    }

    /**
     * The workload's own address and port that {@code dialled} leads to: the same, or, for a port of its node, the one
     * behind it. Empty if it leads elsewhere.
     */
    public Optional<InetSocketAddress> behind(InetSocketAddress dialled) {
        if (own && addresses.contains(dialled.getAddress())) {
            return Optional.of(dialled);
        }
        return Optional.ofNullable(hostPorts.get(dialled))
                .flatMap(port -> addresses.stream().findFirst().map(address -> new InetSocketAddress(address, port)));
    }
}
