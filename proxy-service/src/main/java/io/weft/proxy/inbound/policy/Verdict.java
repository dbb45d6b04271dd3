package io.weft.proxy.inbound.policy;

import io.weft.core.ResourceRef;

/** Outcome of authorization, with what telemetry needs. */
public sealed interface Verdict {
    /**
     * Go ahead.
     *
     * @param route the route that took the request; the default one for connections
     * @param authorization the first that admits the client
     */
    record Permit(ResourceRef route, ResourceRef authorization) implements Verdict {}

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
