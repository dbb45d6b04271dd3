package io.weft.kubernetes.resource;

import java.util.Arrays;
import java.util.Optional;

/**
 * What happens to traffic that no policy authorizes: of one Server, or of every port without a Server.
 *
 * @see "crds, 3.2"
 */
public enum AccessPolicy {
    ALL_AUTHENTICATED("all-authenticated"),
    ALL_UNAUTHENTICATED("all-unauthenticated"),
    CLUSTER_AUTHENTICATED("cluster-authenticated"),
    CLUSTER_UNAUTHENTICATED("cluster-unauthenticated"),
    DENY("deny"),
    /** Let it pass, and count it as traffic that would have been refused. */
    AUDIT("audit");

    private final String text;

    AccessPolicy(String text) {
        this.text = text;
    }

    /** As written in documents, annotations and settings. */
    public String text() {
        return text;
    }

    /** To the letter; empty if there is no such policy. */
    public static Optional<AccessPolicy> parse(String text) {
        return Arrays.stream(values()).filter(each -> each.text.equals(text)).findFirst();
    }
}
