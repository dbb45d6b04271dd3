package io.weft.destination.routes;

import io.weft.kubernetes.resource.RouteFilter;
import java.util.List;

/**
 * A share of the traffic.
 *
 * @param weight relative to the others'; 0 gets nothing
 * @param filters of this share alone
 */
public record WeightedBackend(Backend backend, long weight, List<RouteFilter> filters) {
    public WeightedBackend {
        filters = List.copyOf(filters);
    }
}
