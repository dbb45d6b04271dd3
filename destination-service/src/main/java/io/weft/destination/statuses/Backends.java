package io.weft.destination.statuses;

import io.weft.destination.told.ToldObjects;
import io.weft.kubernetes.resource.Condition;
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

    Condition resolved(Route route) {
        return route.rules().stream()
                .flatMap(rule -> rule.backends().stream())
                .flatMap(ref -> fault(ref).stream())
                .findFirst()
                .orElseGet(() -> Reason.RESOLVED_REFS.because(""));
    }

    private Optional<Condition> fault(BackendRef ref) {
        if (!ref.isService()) {
            return Optional.of(
                    Reason.INVALID_KIND.because("A backend of kind " + ref.kind() + " is none the mesh leads to."));
        }
        return told.get(ResourceKind.SERVICE, ref.namespace(), ref.name()).isPresent()
                ? Optional.empty()
                : Optional.of(Reason.BACKEND_NOT_FOUND.because(
                        "There is no Service " + ref.namespace() + "/" + ref.name() + "."));
    }
}
