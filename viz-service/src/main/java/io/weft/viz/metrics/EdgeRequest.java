package io.weft.viz.metrics;

import java.util.Optional;

/**
 * A question for edges.
 *
 * @param namespace of either end; empty: all
 * @param type of both ends; empty: whatever owns a workload
 */
public record EdgeRequest(String namespace, Optional<ResourceType> type) {
    boolean selects(ResourceName src, ResourceName dst) {
        return namespace.isEmpty() || namespace.equals(src.namespace()) || namespace.equals(dst.namespace());
    }
}
