package io.weft.destination.slices;

import io.weft.kubernetes.resource.EndpointSlice;
import io.weft.kubernetes.resource.EndpointSlice.Endpoint;
import io.weft.kubernetes.resource.EndpointSlice.Port;
import io.weft.kubernetes.resource.EndpointSlice.TargetRef;
import io.weft.kubernetes.resource.ExternalWorkload;
import io.weft.kubernetes.resource.KnownLabels;
import io.weft.kubernetes.resource.Metadata;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceKind;
import io.weft.kubernetes.resource.Service;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The slices of one Service: an endpoint stays in the slice it is in, new ones go where there is room, then into new slices.
 *
 * <p>Threading: not safe; to be asked once.
 */
final class ServiceSlices {
    private final Service service;
    private final List<EndpointSlice> standing;
    private final Predicate<ResourceId> taken;
    private int lastNumber;

    /**
     * Of a Service.
     *
     * @param standing those it has, of ours
     * @param taken names that slices of ours have
     */
    ServiceSlices(Service service, List<EndpointSlice> standing, Predicate<ResourceId> taken) {
        this.service = service;
        this.standing = List.copyOf(standing);
        this.taken = taken;
    }

    /** Endpoints of one slice have the same ports, so workloads that declare different ones are kept apart. */
    Stream<EndpointSlice> holding(List<ExternalWorkload> workloads) {
        Map<List<Port>, Map<TargetRef, Endpoint>> byPorts = new LinkedHashMap<>();
        for (ExternalWorkload workload : workloads) {
            byPorts.computeIfAbsent(ports(workload), none -> new LinkedHashMap<>())
                    .put(target(workload), endpoint(workload));
        }
        return byPorts.entrySet().stream().flatMap(entry -> slices(entry.getKey(), entry.getValue()));
    }

    private Stream<EndpointSlice> slices(List<Port> ports, Map<TargetRef, Endpoint> waiting) {
        List<FilledSlice> filled = standing.stream()
                .filter(slice -> slice.ports().equals(ports) && slice.addressType() == EndpointSlice.AddressType.IPV4)
                .map(slice -> new FilledSlice(slice, waiting))
                .collect(Collectors.toList());
        filled.forEach(slice -> slice.fill(waiting));
        while (!waiting.isEmpty()) {
            FilledSlice more = new FilledSlice(empty(ports), waiting);
            more.fill(waiting);
            filled.add(more);
        }
        return filled.stream()
                .map(FilledSlice::slice)
                .filter(slice -> !slice.endpoints().isEmpty());
    }

    private EndpointSlice empty(List<Port> ports) {
        String name = service.metadata().name();
        Metadata metadata = freeName()
                .withLabels(Map.of(
                        KnownLabels.SERVICE_NAME, name, KnownLabels.ENDPOINT_SLICE_MANAGED_BY, ExternalSlices.MANAGER));
        return new EndpointSlice(metadata, Optional.of(name), EndpointSlice.AddressType.IPV4, List.of(), ports);
    }

    private Metadata freeName() {
        String namespace = service.metadata().namespace();
        String name;
        do {
            lastNumber++;
            name = service.metadata().name() + "-external-" + lastNumber;
        } while (taken.test(new ResourceId(ResourceKind.ENDPOINT_SLICE, namespace, name)));
        return Metadata.of(namespace, name);
    }

    private List<Port> ports(ExternalWorkload workload) {
        return service.ports().stream()
                .flatMap(port -> workload.port(port).stream()
                        .map(number -> new Port(port.name(), Optional.of(number), port.protocol(), port.appProtocol())))
                .toList();
    }

    private static TargetRef target(ExternalWorkload workload) {
        ResourceId id = workload.id();
        return new TargetRef(id.kind().kind(), id.namespace(), id.name());
    }

    private Endpoint endpoint(ExternalWorkload workload) {
        return new Endpoint(
                workload.address().stream().toList(),
                Optional.of(workload.ready() || service.publishNotReadyAddresses()),
                workload.hostname(service),
                Optional.empty(),
                Optional.empty(),
                Optional.of(target(workload)),
                List.of());
    }
}
