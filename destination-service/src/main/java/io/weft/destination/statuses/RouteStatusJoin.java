package io.weft.destination.statuses;

import io.weft.destination.egress.OutsideNetworks;
import io.weft.destination.told.ToldObjects;
import io.weft.kubernetes.resource.Groups;
import io.weft.kubernetes.resource.ParentStatus;
import io.weft.kubernetes.resource.Route;
import io.weft.kubernetes.resource.Route.ParentRef;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * What becomes of the parents of every route. Parents that are not the mesh's, as Gateways, are left to others.
 *
 * @see "crds, 11.3"
 */
final class RouteStatusJoin implements StatusJoin {
    private final boolean serviceParentFallback;
    private final OutsideNetworks outside;

    /** @param serviceParentFallback whether a parent that should be a Gateway may be a Service */
    RouteStatusJoin(boolean serviceParentFallback, OutsideNetworks outside) {
        this.serviceParentFallback = serviceParentFallback;
        this.outside = outside;
    }

    @Override
    public Stream<Report> differing(ToldObjects told, Remarks remarks) {
        List<Parents> kinds = List.of(
                new ServerParents(told, remarks),
                new ServiceParents(told, remarks, serviceParentFallback),
                new EgressParents(told, remarks, outside));
        return told.all(Route.class).flatMap(route -> {
            List<ParentStatus> wanted = statuses(route, kinds);
            return new HashSet<>(wanted).equals(new HashSet<>(route.reported()))
                    ? Stream.empty()
                    : Stream.of(new Report.OfParents(route.id(), wanted));
        });
    }

    private static List<ParentStatus> statuses(Route route, List<Parents> kinds) {
        return route.parents().stream()
                .flatMap(ref -> kinds.stream()
                        .flatMap(kind -> kind.conditions(route, ref).stream())
                        .map(conditions -> new ParentStatus(echoed(ref), conditions)))
                .distinct()
                .toList();
    }

    /** The reference as written, with what it leaves out filled in. */
    private static ParentRef echoed(ParentRef ref) {
        return new ParentRef(group(ref), ref.kind(), ref.namespace(), ref.name(), ref.section(), ref.port());
    }

    private static String group(ParentRef ref) {
        if (ref.isService()) {
            return "core";
        }
        return ref.isServer() || ref.isEgressNetwork() ? Groups.POLICY : ref.group();
    }
}
