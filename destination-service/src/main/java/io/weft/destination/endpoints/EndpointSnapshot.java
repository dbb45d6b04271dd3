package io.weft.destination.endpoints;

import io.weft.destination.answers.ServiceId;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What is known about the replicas behind a port of a service. */
public sealed interface EndpointSnapshot {
    /** No such service. */
    record Absent() implements EndpointSnapshot {}

    /** The service is only another name for a host outside the cluster; there is nothing to balance over. */
    record ExternalName() implements EndpointSnapshot {}

    /** The service exists. No record, for it remembers what was made of it; equal are those that say the same. */
    final class Present implements EndpointSnapshot {
        private final ServiceId service;
        private final Map<InetSocketAddress, MeshEndpoint> endpoints;
        private final Topology topology;
        private final Map<Optional<String>, EndpointView> views = new ConcurrentHashMap<>(); // by place of the client

        /**
         * A snapshot.
         *
         * @param endpoints by address; may be empty, and clients must not look elsewhere then
         * @param topology whom of them a client may use
         */
        public Present(ServiceId service, Map<InetSocketAddress, MeshEndpoint> endpoints, Topology topology) {
            this.service = service;
            this.endpoints = Collections.unmodifiableMap(new LinkedHashMap<>(endpoints));
            this.topology = topology;
        }

        public ServiceId service() {
            return service;
        }

        public Map<InetSocketAddress, MeshEndpoint> endpoints() {
            return endpoints;
        }

        /** What a client on that node may use: the same object for all clients for whom that is the same. */
        public EndpointView seenFrom(Optional<String> clientNode) {
            return views.computeIfAbsent(
                    topology.place(clientNode), _ -> new EndpointView(topology.seenFrom(clientNode, endpoints)));
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || (other instanceof Present that
                            && service.equals(that.service)
                            && endpoints.equals(that.endpoints)
                            && topology.equals(that.topology));
        }

        @Override
        public int hashCode() {
            return Objects.hash(service, endpoints, topology);
        }

        @Override
        public String toString() {
            return "Present[" + service + ", " + endpoints + ", " + topology + "]";
        }
    }
}
