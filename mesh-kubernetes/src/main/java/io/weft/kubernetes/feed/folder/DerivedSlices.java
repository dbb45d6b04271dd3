package io.weft.kubernetes.feed.folder;

import io.weft.kubernetes.resource.EndpointSlice;
import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.Service;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * EndpointSlices, one per workload and Service that selects it, kept up to date as either changes.
 *
 * <p>Cost: a Service is found by one of its selector's labels, the rarest when it came; a change costs as many steps as
 * there are workloads or Services with that label, not as there are in the namespace.
 */
final class DerivedSlices {
    private final Map<ResourceId, Service> services = new HashMap<>();
    private final Map<ResourceId, Backend> backends = new HashMap<>();
    private final Map<Label, Set<ResourceId>> servicesByLabel = new HashMap<>();
    private final Map<Label, Set<ResourceId>> backendsByLabel = new HashMap<>();
    private final Map<ResourceId, Label> found = new HashMap<>(); // under which label a Service is found
    private final Map<ResourceId, Set<ResourceId>> pairs = new HashMap<>(); // Service to workloads and back
    private final Map<ResourceId, Optional<Resource>> changes = new HashMap<>();

    private record Label(String namespace, String key, String value) {}

    /** What became of slices since the last call; empty for what is gone. */
    Map<ResourceId, Optional<Resource>> drain() {
        Map<ResourceId, Optional<Resource>> drained = new HashMap<>(changes);
        changes.clear();
        return drained;
    }

    void putService(Service service) {
        removeService(service.id());
        if (service.selector().isEmpty()) {
            return;
        }
        services.put(service.id(), service);
        Label rarest = rarest(service);
        found.put(service.id(), rarest);
        servicesByLabel.computeIfAbsent(rarest, label -> new HashSet<>()).add(service.id());
        for (ResourceId candidate : Set.copyOf(backendsByLabel.getOrDefault(rarest, Set.of()))) {
            pairUp(service, backend(candidate));
        }
    }

    void removeService(ResourceId id) {
        Service service = services.remove(id);
        if (service == null) {
            return;
        }
        Label label = found.remove(id);
        if (label != null) {
            take(servicesByLabel, label, id);
        }
        for (ResourceId workload : Set.copyOf(pairs.getOrDefault(id, Set.of()))) {
            separate(service, backend(workload));
        }
    }

    /** A Pod or ExternalWorkload is new or changed. */
    void putWorkload(Resource workload) {
        removeWorkload(workload.id());
        Backend.of(workload).ifPresent(this::put);
    }

    void removeWorkload(ResourceId id) {
        Backend backend = backends.remove(id);
        if (backend == null) {
            return;
        }
        labels(backend.workload()).forEach(label -> take(backendsByLabel, label, id));
        for (ResourceId service : Set.copyOf(pairs.getOrDefault(id, Set.of()))) {
            separate(service(service), backend);
        }
    }

    private void put(Backend backend) {
        ResourceId id = backend.workload().id();
        backends.put(id, backend);
        for (Label label : labels(backend.workload())) {
            backendsByLabel.computeIfAbsent(label, unknown -> new HashSet<>()).add(id);
            for (ResourceId candidate : servicesByLabel.getOrDefault(label, Set.of())) {
                pairUp(service(candidate), backend);
            }
        }
    }

    private void pairUp(Service service, Backend backend) {
        if (!service.selects(backend.workload().metadata().labels()) || !backend.mayServe(service)) {
            return;
        }
        ResourceId workload = backend.workload().id();
        pairs.computeIfAbsent(service.id(), id -> new HashSet<>()).add(workload);
        pairs.computeIfAbsent(workload, id -> new HashSet<>()).add(service.id());
        EndpointSlice slice = backend.slice(service);
        changes.put(slice.id(), Optional.of(slice));
    }

    private void separate(Service service, Backend backend) {
        ResourceId workload = backend.workload().id();
        take(pairs, service.id(), workload);
        take(pairs, workload, service.id());
        changes.put(backend.slice(service).id(), Optional.empty());
    }

    private Label rarest(Service service) {
        return service.selector().entrySet().stream()
                .map(entry -> new Label(service.metadata().namespace(), entry.getKey(), entry.getValue()))
                .min(Comparator.<Label>comparingInt(label ->
                                backendsByLabel.getOrDefault(label, Set.of()).size())
                        .thenComparing(Label::key))
                .orElseThrow();
    }

    private static Set<Label> labels(Resource workload) {
        Set<Label> labels = new HashSet<>();
        workload.metadata()
                .labels()
                .forEach(
                        (key, value) -> labels.add(new Label(workload.metadata().namespace(), key, value)));
        return labels;
    }

    private static <K> void take(Map<K, Set<ResourceId>> sets, K key, ResourceId id) {
        sets.computeIfPresent(key, (same, ids) -> {
            ids.remove(id);
            return ids.isEmpty() ? null : ids;
        });
    }

    private Service service(ResourceId id) {
        return Optional.ofNullable(services.get(id)).orElseThrow();
    }

    private Backend backend(ResourceId id) {
        return Optional.ofNullable(backends.get(id)).orElseThrow();
    }
}
