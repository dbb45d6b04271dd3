package io.weft.proxy.outbound.discover;

import io.weft.core.Endpoint;
import io.weft.core.ResourceRef;
import java.time.Duration;

/** Where a route sends. */
public sealed interface Backend {
    /** For metrics. */
    ResourceRef ref();

    /**
     * Balance over the endpoints of a name.
     *
     * @param path {@code name:port} to ask for
     * @param defaultRtt load estimate of an endpoint nothing is known of, at least 1 ms
     * @param decay how fast an old estimate fades, positive
     */
    record Balance(ResourceRef ref, String path, Duration defaultRtt, Duration decay) implements Backend {}

    /** One endpoint. */
    record Forward(ResourceRef ref, Endpoint endpoint) implements Backend {}

    /** Refuse: opaque connections are closed. */
    record Forbidden(ResourceRef ref) implements Backend {}

    /**
     * The policy cannot be followed: HTTP requests get 500, opaque connections are closed.
     *
     * @param reason for logs
     */
    record Invalid(ResourceRef ref, String reason) implements Backend {}
}
