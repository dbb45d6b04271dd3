package io.weft.kubernetes.resource;

import java.util.Comparator;

/**
 * Names one object.
 *
 * @param namespace a DNS label; empty for a {@link PolicyQuarantine} of every namespace and for a kind that belongs to none
 * @param name the object's own name
 */
public record ResourceId(ResourceKind kind, String namespace, String name) implements Comparable<ResourceId> {
    private static final Comparator<ResourceId> ORDER = Comparator.comparing(ResourceId::kind)
            .thenComparing(ResourceId::namespace)
            .thenComparing(ResourceId::name);

    public ResourceId {
        namespace = kind.isNamespaced() ? namespace : "";
    }

    @Override
    public int compareTo(ResourceId other) {
        return ORDER.compare(this, other);
    }

    /** {@code Server shop/web}, for messages. */
    @Override
    public String toString() {
        return kind.kind() + " " + namespace + "/" + name;
    }
}
