package io.weft.identity.token;

import java.time.Duration;

/** What our tokens say beside names. */
final class Claims {
    /** Proxies, here as on Kubernetes, present tokens made for this audience. */
    static final String AUDIENCE = "identity.l5d.io";

    static final String ISSUER = "weft";
    static final String KUBERNETES = "kubernetes.io";
    static final Duration LIFETIME = Duration.ofHours(1);

    private Claims() {}
}
