package io.weft.proxy.config;

import java.util.Optional;

/**
 * One environment variable.
 *
 * @param suffix the name without {@link #PREFIX}; whole where it is {@link #HOST} or one of {@link #OPENTELEMETRY}'s
 * @param fallback what counts when it is unset, written as it would be set; empty: nothing does
 * @see "proxy-env, 2: All variables"
 */
record Variable<T>(String suffix, Format<T> format, Optional<String> fallback, Standing standing) {
    static final String PREFIX = "LINKERD2_PROXY_";

    /** How names start that mean the same to every program. */
    static final String OPENTELEMETRY = "OTEL_";

    /** What Kubernetes, and a shell, tell every program. */
    static final String HOST = "HOSTNAME";

    /** What this version makes of a variable. */
    enum Standing {
        /** Read and followed; must be set. */
        REQUIRED,
        /** Read and followed. */
        OPTIONAL,
        /** As optional, but a wrong value is only warned about. */
        LENIENT,
        /** Checked, and named in a warning where it asks for what this version does not do. */
        NOT_YET,
        /** A name others set; means nothing to a proxy. */
        INERT
    }

    String name() {
        return suffix.equals(HOST) || suffix.startsWith(OPENTELEMETRY) ? suffix : PREFIX + suffix;
    }
}
