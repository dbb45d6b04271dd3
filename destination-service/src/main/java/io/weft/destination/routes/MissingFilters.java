package io.weft.destination.routes;

import io.weft.kubernetes.resource.Route;
import io.weft.kubernetes.resource.RouteFilter;
import java.util.Optional;
import java.util.stream.Stream;

/** Filters of routes that the mesh does not have; a route is left out whole for them. Pure. */
public final class MissingFilters {
    private MissingFilters() {}

    /** What clients do not have of a route's own filters: types, each once. */
    public static Stream<String> ofClients(Route route) {
        return filters(route).flatMap(filter -> ofClients(filter).stream()).distinct();
    }

    /** What servers do not have of a route's own filters: types, each once. */
    public static Stream<String> ofServers(Route route) {
        return filters(route).flatMap(filter -> ofServers(filter).stream()).distinct();
    }

    static Optional<String> ofClients(RouteFilter filter) {
        return filter instanceof RouteFilter.Unsupported(String type) ? Optional.of(type) : Optional.empty();
    }

    private static Optional<String> ofServers(RouteFilter filter) {
        return filter instanceof RouteFilter.ResponseHeaders
                ? Optional.of("ResponseHeaderModifier")
                : ofClients(filter);
    }

    private static Stream<RouteFilter> filters(Route route) {
        return route.rules().stream().flatMap(rule -> rule.filters().stream());
    }
}
