package io.weft.destination.services;

import io.weft.destination.answers.ServiceId;
import io.weft.destination.settings.PortSet;
import io.weft.kubernetes.resource.Service;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Service, read once from its object.
 *
 * @param addresses what clients dial; empty for headless ones
 * @param selector labels of the workloads behind it; empty: it chooses none by itself
 * @param ports TCP only
 * @param opaque clients do not look inside
 * @param nodeLocal clients use replicas on their own node only
 * @param traffic what its annotations say of requests
 * @param mirrorOf the cluster whose Service it stands for, as a service mirror labels it; empty: it is of this one
 * @param outside the host that it is only another name for, as it is written; empty: it is a service of the cluster
 */
public record MeshService(
        ServiceId id,
        List<InetAddress> addresses,
        Map<String, String> selector,
        List<Service.Port> ports,
        PortSet opaque,
        boolean nodeLocal,
        TrafficPolicy traffic,
        Optional<String> mirrorOf,
        Optional<String> outside) {
    public MeshService {
        addresses = List.copyOf(addresses);
        selector = Map.copyOf(selector);
        ports = List.copyOf(ports);
    }

    /** Whether it is only another name for a host outside. */
    public boolean externalName() {
        return outside.isPresent();
    }

    /** The port clients dial by that number. */
    public Optional<Service.Port> port(int number) {
        return ports.stream().filter(port -> port.port() == number).findFirst();
    }
}
