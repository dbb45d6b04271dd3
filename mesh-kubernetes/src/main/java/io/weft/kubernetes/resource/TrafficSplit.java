package io.weft.kubernetes.resource;

import java.util.List;

/**
 * A service's traffic goes to others of its namespace instead, by weight.
 *
 * @param service whose traffic, in the split's own namespace
 * @param backends where to; may be the service itself, whose own replicas are meant then
 * @see "crds, 14; brief-vs-linkerd, 5.11"
 */
public record TrafficSplit(Metadata metadata, String service, List<Backend> backends) implements Resource {
    public TrafficSplit {
        backends = List.copyOf(backends);
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.TRAFFIC_SPLIT;
    }

    /**
     * A part of the traffic.
     *
     * @param service in the split's own namespace
     * @param weight in ten-thousandths of one, at least 0: a weight of 1 in the document is 10,000; 0 gets nothing
     */
    public record Backend(String service, long weight) {}
}
