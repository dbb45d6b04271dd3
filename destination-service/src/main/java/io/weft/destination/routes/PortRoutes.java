package io.weft.destination.routes;

import java.util.List;
import java.util.Optional;

/**
 * The routes of one port for clients of one namespace, oldest first.
 *
 * @param sort of all of them; empty: there are none
 */
public record PortRoutes(Optional<RouteSort> sort, List<OutboundRoute> routes) {
    public static final PortRoutes NONE = new PortRoutes(Optional.empty(), List.of());

    public PortRoutes {
        routes = List.copyOf(routes);
    }

    /** The routes if they are of that sort, else none. */
    public List<OutboundRoute> of(RouteSort wanted) {
        return is(wanted) ? routes : List.of();
    }

    public boolean is(RouteSort wanted) {
        return sort.filter(wanted::equals).isPresent();
    }
}
