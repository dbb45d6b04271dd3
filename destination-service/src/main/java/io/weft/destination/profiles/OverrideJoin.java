package io.weft.destination.profiles;

import io.weft.destination.answers.ServiceId;
import io.weft.destination.routes.SplitIndex;
import io.weft.kubernetes.resource.KnownAnnotations;
import io.weft.kubernetes.resource.ServiceProfile;
import io.weft.kubernetes.resource.ServiceProfile.DstOverride;
import io.weft.kubernetes.resource.TrafficSplit;
import java.util.List;
import java.util.Optional;

/**
 * Where a service's traffic goes instead: as the profile says, else as a TrafficSplit adds to the profile of the service's own
 * namespace. Pure, apart from the index it looks things up in.
 *
 * @see "crds, 14; brief-vs-linkerd, 5.11"
 */
public final class OverrideJoin {
    private final String clusterDomain;
    private final SplitIndex splits;

    /** @param clusterDomain of service names */
    OverrideJoin(String clusterDomain, SplitIndex splits) {
        this.clusterDomain = clusterDomain;
        this.splits = splits;
    }

    List<DstOverride> join(ServiceId service, Optional<ServiceProfile> profile) {
        return isSplittable(profile, service)
                ? splits.of(service).map(this::backends).orElse(List.of())
                : profile.map(ServiceProfile::dstOverrides).orElse(List.of());
    }

    /** Whether a TrafficSplit of {@code service} counts beside what its clients have for a profile. */
    public static boolean isSplittable(Optional<ServiceProfile> profile, ServiceId service) {
        return profile.map(found -> isSplittable(found, service)).orElse(true);
    }

    private static boolean isSplittable(ServiceProfile profile, ServiceId service) {
        return profile.dstOverrides().isEmpty()
                && profile.metadata().namespace().equals(service.namespace())
                && profile.metadata().annotation(KnownAnnotations.SKIP_SPLIT).isEmpty();
    }

    private List<DstOverride> backends(TrafficSplit split) {
        return split.backends().stream()
                .map(backend -> new DstOverride(
                        new ServiceId(split.metadata().namespace(), backend.service()).qualifiedName(clusterDomain),
                        backend.weight()))
                .toList();
    }
}
