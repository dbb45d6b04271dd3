package io.weft.kubernetes.resource;

import io.weft.kubernetes.resource.Route.ParentRef;
import java.util.List;

/** What the mesh says of one of a route's parents. */
public record ParentStatus(ParentRef parent, List<Condition> conditions) {
    /** What the mesh calls itself in statuses; entries of others are theirs. */
    public static final String CONTROLLER = "linkerd.io/policy-controller";

    public ParentStatus {
        conditions = List.copyOf(conditions);
    }
}
