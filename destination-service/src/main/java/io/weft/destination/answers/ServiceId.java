package io.weft.destination.answers;

/** Names a Service. */
public record ServiceId(String namespace, String name) implements Subject {
    /**
     * The service's name for clients, without port or trailing dot.
     *
     * @param clusterDomain for instance {@code cluster.local}
     */
    public String qualifiedName(String clusterDomain) {
        return name + "." + namespace + ".svc." + clusterDomain;
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
