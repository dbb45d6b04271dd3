package io.weft.destination.statuses;

import io.weft.destination.egress.OutsideNetworks;
import io.weft.destination.told.ToldObjects;
import io.weft.kubernetes.resource.Condition;
import io.weft.kubernetes.resource.EgressNetwork;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceKind;
import io.weft.kubernetes.resource.Route;
import io.weft.kubernetes.resource.Route.ParentRef;
import java.util.List;
import java.util.Optional;

/**
 * EgressNetworks, of any namespace.
 *
 * @see "crds, 11.3"
 */
final class EgressParents implements Parents {
    private final ToldObjects told;
    private final Remarks remarks;
    private final OutsideNetworks outside;
    private final Rivals rivals;
    private final Backends backends;

    EgressParents(ToldObjects told, Remarks remarks, OutsideNetworks outside) {
        this.told = told;
        this.remarks = remarks;
        this.outside = outside;
        this.rivals = new Rivals(told.all(Route.class), EgressParents::meant);
        this.backends = new Backends(told);
    }

    @Override
    public Optional<List<Condition>> conditions(Route route, ParentRef ref) {
        return meant(ref).map(network -> List.of(accepted(route, ref, network), backends.resolved(route, network)));
    }

    private static Optional<ResourceId> meant(ParentRef ref) {
        return ref.isEgressNetwork()
                ? Optional.of(new ResourceId(ResourceKind.EGRESS_NETWORK, ref.namespace(), ref.name()))
                : Optional.empty();
    }

    private Condition accepted(Route route, ParentRef ref, ResourceId id) {
        Optional<EgressNetwork> network =
                told.get(id.kind(), id.namespace(), id.name()).map(EgressNetwork.class::cast);
        if (network.isEmpty()) {
            return Reason.NO_MATCHING_PARENT.because("There is no " + id + ".");
        }
        if (outside.overlap(network.get()).isPresent()) {
            return Reason.NO_MATCHING_PARENT.because(id + " is not accepted.");
        }
        return rivals.verdict(route, ref, id, remarks);
    }
}
