package io.weft.destination.statuses;

import io.weft.destination.told.ToldObjects;
import io.weft.kubernetes.resource.Condition;
import io.weft.kubernetes.resource.ResourceKind;
import io.weft.kubernetes.resource.Route;
import io.weft.kubernetes.resource.Route.ParentRef;
import java.util.List;
import java.util.Optional;

/** Servers: of the route's own namespace, as a whole. */
final class ServerParents implements Parents {
    private final ToldObjects told;
    private final Remarks remarks;

    ServerParents(ToldObjects told, Remarks remarks) {
        this.told = told;
        this.remarks = remarks;
    }

    @Override
    public Optional<List<Condition>> conditions(Route route, ParentRef ref) {
        return isMeant(route, ref) ? Optional.of(List.of(accepted(route, ref))) : Optional.empty();
    }

    private static boolean isMeant(Route route, ParentRef ref) {
        return ref.isServer()
                && ref.namespace().equals(route.metadata().namespace())
                && ref.port().isEmpty()
                && ref.section().isEmpty();
    }

    private Condition accepted(Route route, ParentRef ref) {
        return told.get(ResourceKind.SERVER, ref.namespace(), ref.name()).isPresent()
                ? Reason.ACCEPTED.because(remarks.ofServers(route))
                : Reason.NO_MATCHING_PARENT.because("There is no Server " + ref.namespace() + "/" + ref.name() + ".");
    }
}
