package io.weft.viz.metrics;

import io.weft.viz.window.Observation;

/**
 * What a client's sidecar calls the route that took a request.
 *
 * @param kind of the manifest it is from; {@value #OF_NONE}: from none
 */
record RouteName(String kind, String name) {
    private static final String OF_NONE = "default";
    private static final RouteName DEFAULT = new RouteName(OF_NONE, "[DEFAULT]");

    static RouteName of(Observation observed) {
        String kind = observed.label("route_kind");
        boolean ofPolicy = !kind.isEmpty() && !kind.equals(OF_NONE);
        String name = observed.label(ofPolicy ? "route_name" : "rt_route");
        return name.isEmpty() ? DEFAULT : new RouteName(ofPolicy ? kind : "ServiceProfile", name);
    }

    /** Whether it is that of everything no other route took. */
    boolean isDefault() {
        return equals(DEFAULT);
    }
}
