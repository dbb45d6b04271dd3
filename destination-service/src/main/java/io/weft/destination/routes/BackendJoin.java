package io.weft.destination.routes;

import io.weft.core.ResourceRef;
import io.weft.destination.answers.ServiceId;
import io.weft.destination.reasons.Reasons;
import io.weft.destination.services.MeshService;
import io.weft.destination.services.ServiceIndex;
import java.util.List;

/** Finds what stands at the end of a route. Pure, apart from the indexes it looks things up in. */
public final class BackendJoin {
    private final String clusterDomain;
    private final ServiceIndex services;
    private final SplitIndex splits;

    /** @param clusterDomain of service names */
    public BackendJoin(String clusterDomain, ServiceIndex services, SplitIndex splits) {
        this.clusterDomain = clusterDomain;
        this.services = services;
        this.splits = splits;
    }

    /** A service that is there. */
    public Backend.ToService of(ServiceId service, int port) {
        return new Backend.ToService(service, port, service.qualifiedName(clusterDomain) + ":" + port);
    }

    /** A service of which somebody says that it is there. */
    Backend find(ServiceId service, int port) {
        ResourceRef ref = ResourceRef.of("core", "Service", service.namespace(), service.name())
                .withPort(port);
        return services.get(service)
                .<Backend>map(found -> found.externalName() ? outside(ref, found) : of(service, port))
                .orElseGet(() -> new Backend.Missing(ref, "Service not found: " + service));
    }

    /** Where the traffic of a service's port goes instead of to its own replicas; empty if it does not. */
    public List<WeightedBackend> split(ServiceId service, int port) {
        return split(service, port, Reasons.NONE);
    }

    /** The same, saying why. */
    public List<WeightedBackend> split(ServiceId service, int port, Reasons reasons) {
        return splits.of(service, reasons)
                .map(split -> split.backends().stream()
                        .map(backend -> new WeightedBackend(
                                find(new ServiceId(service.namespace(), backend.service()), port),
                                backend.weight(),
                                List.of()))
                        .toList())
                .orElse(List.of());
    }

    private static Backend outside(ResourceRef ref, MeshService service) {
        return new Backend.Missing(
                ref, "Service " + service.id() + " is of type ExternalName, to which routes cannot lead");
    }
}
