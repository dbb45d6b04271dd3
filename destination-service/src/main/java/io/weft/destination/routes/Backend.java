package io.weft.destination.routes;

import io.weft.core.ExternalHost;
import io.weft.core.ResourceRef;
import io.weft.destination.answers.ServiceId;
import java.net.InetSocketAddress;

/** What stands at the end of a route. */
public sealed interface Backend {
    /**
     * The replicas of a service.
     *
     * @param path {@code name:port} to ask for the replicas
     */
    record ToService(ServiceId service, int port, String path) implements Backend {}

    /**
     * The address that the client dialled, outside the cluster.
     *
     * @param ref the EgressNetwork it belongs to, or a default
     */
    record Outside(ResourceRef ref, InetSocketAddress target) implements Backend {}

    /**
     * A host outside the cluster, which whoever sends there finds by its name.
     *
     * @param service the Service of type ExternalName that leads there
     */
    record External(ServiceId service, int port, ExternalHost host) implements Backend {
        /** Where clients begin TLS themselves. */
        public External withoutTls() {
            return new External(service, port, new ExternalHost(host.name(), false));
        }
    }

    /**
     * Nothing: what is sent there fails.
     *
     * @param ref as the route has it
     * @param reason for whoever sees the failure
     */
    record Missing(ResourceRef ref, String reason) implements Backend {}
}
