package io.weft.destination.statuses;

import io.weft.destination.told.ToldObjects;
import io.weft.kubernetes.resource.Condition;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceKind;
import io.weft.kubernetes.resource.Route;
import io.weft.kubernetes.resource.Route.BackendRef;
import java.util.Optional;

/** Whether everything a route sends requests to is there. Pure. */
final class Backends {
    private final ToldObjects told;

    Backends(ToldObjects told) {
        this.told = told;
    }

    /** @param parent the one of the route's that it is asked for: of EgressNetworks a route may send on to that alone */
    Condition resolved(Route route, ResourceId parent) {
        return route.rules().stream()
                .flatMap(rule -> rule.backends().stream())
                .flatMap(ref -> fault(ref, parent).stream())
                .findFirst()
                .orElseGet(() -> Reason.RESOLVED_REFS.because(""));
    }

    private Optional<Condition> fault(BackendRef ref, ResourceId parent) {
        if (ref.isService()) {
            return missing(new ResourceId(ResourceKind.SERVICE, ref.namespace(), ref.name()));
        }
        if (!ref.isEgressNetwork()) {
            return Optional.of(
                    Reason.INVALID_KIND.because("A backend of kind " + ref.kind() + " is none the mesh leads to."));
        }
        ResourceId network = new ResourceId(ResourceKind.EGRESS_NETWORK, ref.namespace(), ref.name());
        return network.equals(parent)
                ? missing(network)
                : Optional.of(
                        Reason.INVALID_KIND.because(network + " is a backend only of routes whose parent it is."));
    }

    private Optional<Condition> missing(ResourceId id) {
        return told.get(id.kind(), id.namespace(), id.name()).isPresent()
                ? Optional.empty()
                : Optional.of(Reason.BACKEND_NOT_FOUND.because("There is no " + id + "."));
    }
}
