package io.weft.kubernetes.resource;

/**
 * A port of some workloads of its namespace, how to read its traffic, and what to do with what no policy authorizes.
 *
 * @param port the workload's own port, not a Service's
 * @param accessPolicy {@code deny} where the document says nothing, in every version
 * @see "crds, 3"
 */
public record Server(
        Metadata metadata, Workloads workloads, PortRef port, ProxyProtocol proxyProtocol, AccessPolicy accessPolicy)
        implements Resource {
    @Override
    public ResourceKind kind() {
        return ResourceKind.SERVER;
    }

    /** Which workloads of the namespace. */
    public sealed interface Workloads {
        LabelSelector selector();
    }

    /** Pods. */
    public record Pods(LabelSelector selector) implements Workloads {}

    /** ExternalWorkloads. */
    public record ExternalWorkloads(LabelSelector selector) implements Workloads {}
}
