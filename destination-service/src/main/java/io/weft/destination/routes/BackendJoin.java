package io.weft.destination.routes;

import io.weft.core.ExternalHost;
import io.weft.core.ResourceRef;
import io.weft.destination.answers.ServiceId;
import io.weft.destination.reasons.Reasons;
import io.weft.destination.services.MeshService;
import io.weft.destination.services.ServiceIndex;
import io.weft.kubernetes.resource.Service;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds what stands at the end of a route. Pure, apart from the indexes it looks things up in.
 *
 * @see "brief-vs-linkerd, 5.14: ExternalName"
 */
public final class BackendJoin {
    private static final int HTTPS = 443;

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
                .map(found -> found.outside()
                        .map(name -> outside(ref, found, name, port))
                        .orElseGet(() -> of(service, port)))
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

    /** One that is only another name for a Service of the cluster is not dialled past the mesh. */
    private Backend outside(ResourceRef ref, MeshService service, String name, int port) {
        Optional<ExternalHost> host = ExternalHost.parse(name, speaksTls(service, port));
        if (host.isEmpty()) {
            return new Backend.Missing(
                    ref, "the externalName of Service " + service.id() + " is not the name of a host");
        }
        return isInCluster(host.get())
                ? new Backend.Missing(
                        ref,
                        "Service " + service.id() + " is another name for " + name
                                + " of the cluster: routes lead to that Service by its own name")
                : new Backend.External(service.id(), port, host.get());
    }

    private boolean isInCluster(ExternalHost host) {
        return host.name().endsWith(".svc") || host.name().endsWith(".svc." + clusterDomain);
    }

    private static boolean speaksTls(MeshService service, int port) {
        return port == HTTPS
                || service.port(port)
                        .flatMap(Service.Port::appProtocol)
                        .filter(said -> said.toLowerCase(Locale.ROOT).equals("https"))
                        .isPresent();
    }
}
