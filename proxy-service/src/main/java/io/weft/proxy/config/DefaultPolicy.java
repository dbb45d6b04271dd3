package io.weft.proxy.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Who may connect to a port until the control plane has answered. */
public enum DefaultPolicy {
    /** Nobody but the pod itself. */
    DENY,
    /** Any mesh identity. */
    ALL_AUTHENTICATED,
    /** Everyone. */
    ALL_UNAUTHENTICATED,
    /** Any mesh identity from the cluster's networks. */
    CLUSTER_AUTHENTICATED,
    /** Everyone in the cluster's networks. */
    CLUSTER_UNAUTHENTICATED,
    /** Everyone, and it is logged. */
    AUDIT;

    static final Map<String, DefaultPolicy> WORDS =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(DefaultPolicy::word, Function.identity()));

    /** As it is written outside: {@code all-unauthenticated}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean needsClusterNetworks() {
        return this == CLUSTER_AUTHENTICATED || this == CLUSTER_UNAUTHENTICATED || this == AUDIT;
    }
}
