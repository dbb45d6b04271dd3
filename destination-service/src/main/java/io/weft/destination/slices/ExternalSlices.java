package io.weft.destination.slices;

import io.weft.destination.told.ToldObjects;
import io.weft.kubernetes.resource.EndpointSlice;
import io.weft.kubernetes.resource.ExternalWorkload;
import io.weft.kubernetes.resource.KnownLabels;
import io.weft.kubernetes.resource.Metadata;
import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.Service;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The EndpointSlices of Services whose selectors choose ExternalWorkloads. Pure.
 *
 * @see "control-plane, 7"
 */
public final class ExternalSlices {
    /** Value of {@link KnownLabels#ENDPOINT_SLICE_MANAGED_BY} on slices that are ours to write; all others are somebody else's. */
    public static final String MANAGER = "linkerd-external-workloads-controller";

    private ExternalSlices() {}

    private record Owner(String namespace, String service) {}

    /** Whether slices depend on it, or it is one of ours. */
    public static boolean matters(Resource resource) {
        return switch (resource) {
            case Service service -> !service.selector().isEmpty() && ExternalWorkload.mayServe(service);
            case ExternalWorkload workload ->
                workload.address().filter(ExternalSlices::isAllowed).isPresent();
            case EndpointSlice slice -> isOurs(slice.metadata());
            default -> false;
        };
    }

    /** An API server takes no other address in a slice, and would refuse all of it. */
    private static boolean isAllowed(String text) {
        InetAddress address = InetAddress.ofLiteral(text);
        return !address.isAnyLocalAddress()
                && !address.isLoopbackAddress()
                && !address.isLinkLocalAddress()
                && !address.isMCLinkLocal();
    }

    private static boolean isOurs(Metadata slice) {
        return slice.label(KnownLabels.ENDPOINT_SLICE_MANAGED_BY)
                .filter(MANAGER::equals)
                .isPresent();
    }

    /**
     * Slices that are not as they should be; those to be removed come last.
     *
     * @param told what {@link #matters}
     */
    public static List<SliceChange> differing(ToldObjects told) {
        List<EndpointSlice> wanted = wanted(told);
        Set<ResourceId> ids = wanted.stream().map(EndpointSlice::id).collect(Collectors.toSet());
        Stream<SliceChange> puts = wanted.stream()
                .filter(slice -> !find(told, slice.id()).equals(Optional.of(slice)))
                .map(SliceChange.Put::new);
        Stream<SliceChange> removals = told.all(EndpointSlice.class)
                .map(EndpointSlice::id)
                .filter(id -> !ids.contains(id))
                .map(SliceChange.Remove::new);
        return Stream.concat(puts, removals).toList();
    }

    private static List<EndpointSlice> wanted(ToldObjects told) {
        Map<String, List<ExternalWorkload>> workloads = told.all(ExternalWorkload.class)
                .collect(Collectors.groupingBy(each -> each.metadata().namespace()));
        Map<Owner, List<EndpointSlice>> standing = told.all(EndpointSlice.class)
                .collect(Collectors.groupingBy(slice -> new Owner(
                        slice.metadata().namespace(), slice.serviceName().orElse(""))));
        return told.all(Service.class)
                .flatMap(service -> {
                    Metadata metadata = service.metadata();
                    return new ServiceSlices(
                                    service,
                                    standing.getOrDefault(new Owner(metadata.namespace(), metadata.name()), List.of()),
                                    id -> find(told, id).isPresent())
                            .holding(workloads.getOrDefault(metadata.namespace(), List.of()).stream()
                                    .filter(workload ->
                                            service.selects(workload.metadata().labels()))
                                    .toList());
                })
                .toList();
    }

    private static Optional<Resource> find(ToldObjects told, ResourceId id) {
        return told.get(id.kind(), id.namespace(), id.name());
    }
}
