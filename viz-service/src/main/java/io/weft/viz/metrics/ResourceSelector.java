package io.weft.viz.metrics;

/**
 * Which resources are meant.
 *
 * @param namespace empty: all
 * @param name empty: all
 */
public record ResourceSelector(ResourceType type, String namespace, String name) {
    boolean selects(ResourceName resource) {
        return (namespace.isEmpty() || namespace.equals(resource.namespace()))
                && (name.isEmpty() || name.equals(resource.name()));
    }
}
