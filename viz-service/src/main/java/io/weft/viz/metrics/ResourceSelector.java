package io.weft.viz.metrics;

import io.weft.kubernetes.resource.LabelSelector;

/**
 * Which resources are meant.
 *
 * @param namespace empty: all
 * @param name empty: all
 */
public record ResourceSelector(ResourceType type, String namespace, String name) {
    /**
     * Reads labels that pods must have.
     *
     * @throws InvalidQueryException if it is no label selector
     */
    public static LabelSelector labels(String selector) {
        try {
            return LabelSelector.parse(selector);
        } catch (IllegalArgumentException e) {
            throw new InvalidQueryException(String.valueOf(e.getMessage()));
        }
    }

    boolean selects(ResourceName resource) {
        return (namespace.isEmpty() || namespace.equals(resource.namespace()))
                && (name.isEmpty() || name.equals(resource.name()));
    }
}
