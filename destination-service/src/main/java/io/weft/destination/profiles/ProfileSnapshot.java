package io.weft.destination.profiles;

import io.weft.destination.answers.ServiceId;
import io.weft.destination.endpoints.MeshEndpoint;
import io.weft.kubernetes.resource.ServiceProfile;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a client is told in the older API about a name or an address. */
public sealed interface ProfileSnapshot {
    /**
     * A service.
     *
     * @param qualifiedName without port
     * @param opaque no protocol detection
     * @param profile what a ServiceProfile says of it
     * @param overrides where its traffic goes instead, as the profile or a TrafficSplit has it; none: to itself
     */
    record OfService(
            ServiceId service,
            String qualifiedName,
            int port,
            boolean opaque,
            Optional<ServiceProfile> profile,
            List<ServiceProfile.DstOverride> overrides)
            implements ProfileSnapshot {
        public OfService {
            overrides = List.copyOf(overrides);
        }
    }

    /** A port its service does not define: nothing is said, so that the client policy decides. */
    record UndefinedPort() implements ProfileSnapshot {}

    /** One replica, or an address of which nothing is known. */
    record OfEndpoint(MeshEndpoint endpoint, boolean opaque) implements ProfileSnapshot {}

    /**
     * A host that is no service.
     *
     * @param name without port
     * @param profile what a ServiceProfile of that name says of it
     */
    record OfHost(String name, int port, boolean opaque, Optional<ServiceProfile> profile) implements ProfileSnapshot {}

    /** An address that several services claim. */
    record Ambiguous(Set<ServiceId> services) implements ProfileSnapshot {
        public Ambiguous {
            services = Set.copyOf(services);
        }
    }

    /** The service has no replica of that host name. */
    record NoInstance() implements ProfileSnapshot {}
}
