package io.weft.destination.endpoints;

import io.weft.destination.answers.ServiceId;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What is known about the replicas behind a port of a service. */
public sealed interface EndpointSnapshot {
    /** No such service. */
    record Absent() implements EndpointSnapshot {}

    /** The service is only another name for a host outside the cluster; there is nothing to balance over. */
    record ExternalName() implements EndpointSnapshot {}

    /**
     * The service exists.
     *
     * @param endpoints by address; may be empty, and clients must not look elsewhere then
     * @param nodes where the replicas are, as far as known, if clients may use those on their own node only
     */
    record Present(
            ServiceId service,
            Map<InetSocketAddress, MeshEndpoint> endpoints,
            Optional<Map<InetSocketAddress, String>> nodes)
            implements EndpointSnapshot {
        public Present {
            endpoints = Collections.unmodifiableMap(new LinkedHashMap<>(endpoints));
            nodes = nodes.map(Map::copyOf);
        }

        /** What a client on that node may use; one that does not say where it is may use nothing that is node-local. */
        public Map<InetSocketAddress, MeshEndpoint> seenFrom(Optional<String> clientNode) {
            if (nodes.isEmpty()) {
                return endpoints;
            }
            Map<InetSocketAddress, MeshEndpoint> near = new LinkedHashMap<>(endpoints);
            near.keySet()
                    .removeIf(address -> clientNode.isEmpty()
                            || !clientNode.get().equals(nodes.get().get(address)));
            return near;
        }
    }
}
