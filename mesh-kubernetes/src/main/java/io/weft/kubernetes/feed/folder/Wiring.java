package io.weft.kubernetes.feed.folder;

import io.weft.kubernetes.feed.RefusedDocument;
import io.weft.kubernetes.resource.ExternalWorkload;
import io.weft.kubernetes.resource.Pod;
import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceKind;
import io.weft.kubernetes.resource.Service;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Adds to what stands in the files what a cluster would add: addresses of Services and EndpointSlices.
 *
 * <p>Deterministic. Takes changes and returns changes.
 */
final class Wiring {
    private final ClusterIpPool addresses;
    private final DerivedSlices slices = new DerivedSlices();
    private final Map<ResourceId, Service> withoutAddress = new TreeMap<>();

    Wiring(ClusterIpPool addresses) {
        this.addresses = addresses;
    }

    /** Workloads first, so that a Service that comes with them finds them by its rarest label. */
    Map<ResourceId, Optional<Resource>> add(Map<ResourceId, Optional<Resource>> changes) {
        Map<ResourceId, Optional<Resource>> all = new LinkedHashMap<>(changes);
        changes.forEach((id, resource) -> {
            if (id.kind() == ResourceKind.POD || id.kind() == ResourceKind.EXTERNAL_WORKLOAD) {
                workload(id, resource);
            }
        });
        TreeMap<ResourceId, Optional<Resource>> services = new TreeMap<>(changes);
        services.keySet().removeIf(id -> id.kind() != ResourceKind.SERVICE);
        if (!services.isEmpty()) {
            services(services, all);
        }
        all.putAll(slices.drain());
        return all;
    }

    /** Services that are not let in because the address they wrote belongs to another. */
    List<RefusedDocument> refused(Function<ResourceId, Optional<Place>> placeOf) {
        return withoutAddress.values().stream()
                .flatMap(service -> placeOf.apply(service.id()).map(place -> refusal(service, place)).stream())
                .toList();
    }

    private RefusedDocument refusal(Service service, Place place) {
        return new RefusedDocument(
                place.file(),
                place.line(),
                "spec.clusterIP",
                "spec.clusterIP is " + service.clusterIps() + ": the address belongs to the Service "
                        + addresses.holder(service).orElse("that had it")
                        + "; write another one, or none to be given one");
    }

    private void workload(ResourceId id, Optional<Resource> resource) {
        if (resource.isPresent() && (resource.get() instanceof Pod || resource.get() instanceof ExternalWorkload)) {
            slices.putWorkload(resource.get());
        } else {
            slices.removeWorkload(id);
        }
    }

    /** Services that keep an address they were given, then those with one of their own, then those that need one. */
    private void services(Map<ResourceId, Optional<Resource>> changes, Map<ResourceId, Optional<Resource>> all) {
        Map<ResourceId, Service> present = new TreeMap<>(withoutAddress);
        changes.forEach((id, resource) -> {
            addresses.release(id);
            present.remove(id);
            if (resource.isPresent() && resource.get() instanceof Service service) {
                present.put(id, service);
            } else {
                slices.removeService(id);
            }
        });
        withoutAddress.clear();
        present.values().stream()
                .sorted(Comparator.comparingInt(this::rank)) // stable: by id within a rank
                .forEach(service -> place(service, all));
    }

    private int rank(Service service) {
        if (service.clusterIps().isEmpty()) {
            return addresses.remembers(service.id()) ? 0 : 2;
        }
        return 1;
    }

    private void place(Service service, Map<ResourceId, Optional<Resource>> all) {
        Optional<Service> placed = addresses.place(service);
        placed.ifPresentOrElse(slices::putService, () -> {
            slices.removeService(service.id());
            withoutAddress.put(service.id(), service);
        });
        all.put(service.id(), placed.map(Resource.class::cast));
    }
}
