package io.weft.kubernetes.feed.kubernetes;

import io.weft.kubernetes.resource.ResourceId;

/** What an informer learned. */
sealed interface Change {
    ResourceId id();

    /** The object is new, or replaces the one with its id. */
    record Put(ResourceId id, String json) implements Change {}

    /** The object is gone. */
    record Gone(ResourceId id) implements Change {}
}
