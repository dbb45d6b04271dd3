package io.weft.destination.statuses;

import io.weft.destination.told.ToldObjects;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceKind;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Every status that does not say what it should. Pure. */
public final class Statuses {
    /** What has a status of ours, and what those depend on. */
    public static final Set<ResourceKind> KINDS = Set.of(
            ResourceKind.HTTP_ROUTE,
            ResourceKind.GATEWAY_HTTP_ROUTE,
            ResourceKind.GRPC_ROUTE,
            ResourceKind.TLS_ROUTE,
            ResourceKind.TCP_ROUTE,
            ResourceKind.RATE_LIMIT,
            ResourceKind.SERVER,
            ResourceKind.SERVICE,
            ResourceKind.GATEWAY);

    private final List<StatusJoin> joins;

    /** @param serviceParentFallback whether a parent that should be a Gateway may be a Service */
    public Statuses(boolean serviceParentFallback) {
        joins = List.of(new RouteStatusJoin(serviceParentFallback), new RateLimitStatusJoin());
    }

    /**
     * By kind, namespace and name.
     *
     * @param unknownFields paths of the fields of an object that nobody here knows, to be named in its status
     */
    public List<Report> differing(ToldObjects told, Function<ResourceId, List<String>> unknownFields) {
        Remarks remarks = new Remarks(unknownFields);
        return joins.stream().flatMap(join -> join.differing(told, remarks)).toList();
    }
}
