package io.weft.viz.metrics;

/** Names an object; also how the API writes it. */
public record ResourceName(String namespace, String type, String name) implements Comparable<ResourceName> {
    @Override
    public int compareTo(ResourceName other) {
        int byNamespace = namespace.compareTo(other.namespace);
        int byType = byNamespace != 0 ? byNamespace : type.compareTo(other.type);
        return byType != 0 ? byType : name.compareTo(other.name);
    }
}
