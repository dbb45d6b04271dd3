package io.weft.proxy.inbound.policy;

import io.weft.core.ResourceRef;
import io.weft.proxy.route.HttpFilter;
import java.util.List;

/** Outcome of authorization, with what telemetry needs. */
public sealed interface Verdict {
    /**
     * Go ahead.
     *
     * @param route the route that took the request; the default one for connections
     * @param authorization the first that admits the client
     * @param filters of that route, in order
     */
    record Permit(ResourceRef route, ResourceRef authorization, List<HttpFilter> filters) implements Verdict {
        public Permit {
            filters = List.copyOf(filters);
        }

        /** To go on as it is. */
        public Permit(ResourceRef route, ResourceRef authorization) {
            this(route, authorization, List.of());
        }
    }

    /**
     * No authorization admits the client.
     *
     * @param route the route that took the request
     */
    record Denial(ResourceRef route) implements Verdict {}

    /** No route takes the request. */
    record NoRoute() implements Verdict {}

    /** The control plane's policy cannot be followed, so nobody can be judged. */
    record Invalid() implements Verdict {}
}
