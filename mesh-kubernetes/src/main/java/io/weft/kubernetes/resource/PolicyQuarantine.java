package io.weft.kubernetes.resource;

import java.util.Optional;

/**
 * A policy document of this namespace cannot be read and has no earlier version: until it can be, every port of every
 * workload of the namespace denies. Made by a feed, never written by a user.
 *
 * @param namespace empty: the document does not say which namespace it belongs to, so every namespace denies
 * @see "design, Folder safety"
 */
public record PolicyQuarantine(Optional<String> namespace) implements Resource {
    private static final String NAME = "unreadable-policy";

    @Override
    public Metadata metadata() {
        return Metadata.of(namespace.orElse(""), NAME);
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.POLICY_QUARANTINE;
    }

    /** Whether workloads of {@code candidate} must deny. */
    public boolean covers(String candidate) {
        return namespace.map(candidate::equals).orElse(true);
    }
}
