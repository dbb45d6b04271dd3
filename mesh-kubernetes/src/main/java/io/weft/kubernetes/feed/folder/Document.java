package io.weft.kubernetes.feed.folder;

import io.weft.kubernetes.resource.Resource;
import io.weft.kubernetes.resource.ResourceId;
import java.util.Optional;

/** What became of one document of a file. */
sealed interface Document {
    /** Where it begins, or where its fault is; from 1. */
    int line();

    /** An object the mesh uses. */
    record Good(int line, Resource resource) implements Document {}

    /**
     * An object of a kind the mesh does not use.
     *
     * @param kind with its version, for instance {@code apps/v1 Deployment}
     * @param meant the policy it would be if its group were spelt so; empty if the policy group has no such kind
     */
    record Ignored(int line, String kind, Optional<ResourceId> meant) implements Document {}

    /**
     * A document that cannot be used.
     *
     * @param field path of the culprit, empty for the whole document
     */
    record Unreadable(int line, String field, String reason, Glimpse glimpse) implements Document {}
}
