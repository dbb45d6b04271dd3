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
     * @param topology whom of them a client may use
     */
    record Present(ServiceId service, Map<InetSocketAddress, MeshEndpoint> endpoints, Topology topology)
            implements EndpointSnapshot {
        public Present {
            endpoints = Collections.unmodifiableMap(new LinkedHashMap<>(endpoints));
        }

        /** What a client on that node may use. */
        public Map<InetSocketAddress, MeshEndpoint> seenFrom(Optional<String> clientNode) {
            return topology.seenFrom(clientNode, endpoints);
        }
    }
}
