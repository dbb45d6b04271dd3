package io.weft.destination.endpoints;

import io.weft.destination.answers.ServiceId;
import io.weft.destination.answers.WorkloadId;
import io.weft.destination.digest.Table;
import io.weft.kubernetes.resource.EndpointSlice;
import io.weft.kubernetes.resource.ResourceId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every EndpointSlice, by Service, and which Services a workload stands behind.
 *
 * <p>Threading: not safe; guarded by the lock of the one index that owns it.
 */
public final class SliceIndex {
    private final Map<ResourceId, EndpointSlice> byId = new HashMap<>();
    private final Map<ServiceId, Map<ResourceId, EndpointSlice>> byService = new HashMap<>();
    private final Map<WorkloadId, Map<ResourceId, ServiceId>> byWorkload = new HashMap<>();

    public Collection<EndpointSlice> of(ServiceId service) {
        return byService.getOrDefault(service, Map.of()).values();
    }

    /** Every Service with a slice. */
    public Set<ServiceId> services() {
        return Set.copyOf(byService.keySet());
    }

    /** The workload behind the replica of that host name. */
    public Optional<WorkloadId> instance(ServiceId service, String hostname) {
        return of(service).stream()
                .flatMap(slice -> slice.endpoints().stream())
                .filter(endpoint -> endpoint.hostname().filter(hostname::equals).isPresent())
                .flatMap(endpoint -> workload(endpoint).stream())
                .findFirst();
    }

    /** Services with a slice that names the workload. */
    public Set<ServiceId> servicesOf(WorkloadId workload) {
        return Set.copyOf(byWorkload.getOrDefault(workload, Map.of()).values());
    }

    /** The services a new or changed slice touches. */
    public Set<ServiceId> put(EndpointSlice slice) {
        EndpointSlice before = byId.put(slice.id(), slice);
        unlink(before);
        service(slice).ifPresent(service -> {
            byService.computeIfAbsent(service, any -> new LinkedHashMap<>()).put(slice.id(), slice);
            workloads(slice)
                    .forEach(workload -> byWorkload
                            .computeIfAbsent(workload, any -> new HashMap<>())
                            .put(slice.id(), service));
        });
        return touched(before, slice);
    }

    /** The services a removal touches. */
    public Set<ServiceId> remove(ResourceId id) {
        EndpointSlice before = byId.remove(id);
        unlink(before);
        return touched(before, null);
    }

    /** Everything as it is now. */
    public List<Table> tables() {
        return List.of(
                new Table("slices", byId),
                new Table("service-slices", byService),
                new Table("workload-services", byWorkload));
    }

    /** The workload an endpoint names, if it names one. */
    static Optional<WorkloadId> workload(EndpointSlice.Endpoint endpoint) {
        return endpoint.targetRef().flatMap(target -> switch (target.kind()) {
            case "Pod" -> Optional.of(WorkloadId.pod(target.namespace(), target.name()));
            case "ExternalWorkload" -> Optional.of(WorkloadId.external(target.namespace(), target.name()));
            default -> Optional.empty();
        });
    }

    private void unlink(@Nullable EndpointSlice before) {
        if (before == null) {
            return;
        }
        service(before).ifPresent(service -> drop(byService, service, before.id()));
        workloads(before).forEach(workload -> drop(byWorkload, workload, before.id()));
    }

    private static <K, V> void drop(Map<K, Map<ResourceId, V>> index, K key, ResourceId id) {
        Map<ResourceId, V> entries = index.getOrDefault(key, new HashMap<>());
        entries.remove(id);
        if (entries.isEmpty()) {
            index.remove(key);
        }
    }

    private static Set<ServiceId> touched(@Nullable EndpointSlice before, @Nullable EndpointSlice after) {
        Set<ServiceId> services = new HashSet<>();
        if (before != null && !before.equals(after)) {
            service(before).ifPresent(services::add);
        }
        if (after != null && !after.equals(before)) {
            service(after).ifPresent(services::add);
        }
        return services;
    }

    private static Optional<ServiceId> service(EndpointSlice slice) {
        return slice.serviceName().map(name -> new ServiceId(slice.metadata().namespace(), name));
    }

    private static Stream<WorkloadId> workloads(EndpointSlice slice) {
        return slice.endpoints().stream().flatMap(endpoint -> workload(endpoint).stream());
    }
}
