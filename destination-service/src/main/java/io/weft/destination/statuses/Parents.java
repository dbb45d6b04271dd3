package io.weft.destination.statuses;

import io.weft.kubernetes.resource.Condition;
import io.weft.kubernetes.resource.Route;
import io.weft.kubernetes.resource.Route.ParentRef;
import java.util.List;
import java.util.Optional;

/** One kind of parent that routes may have. Pure. */
interface Parents {
    /** What there is to say of a route's reference; empty if the reference means none of these. */
    Optional<List<Condition>> conditions(Route route, ParentRef ref);
}
