package io.weft.viz.metrics;

import io.weft.kubernetes.resource.LabelSelector;

/**
 * Which resources are meant.
 *
 * @param namespace empty: all; of a namespace that is named it does not matter
 * @param name empty: all
 */
public record ResourceSelector(ResourceType type, String namespace, String name) {
    /** What is said where labels are asked for of what has no pods of its own. */
    public static final String NO_LABELS = "label_selector is of pods: ask for what is, or owns, some";

    public ResourceSelector {
        namespace = type == ResourceType.NAMESPACE && !name.isEmpty() ? "" : namespace;
    }

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
