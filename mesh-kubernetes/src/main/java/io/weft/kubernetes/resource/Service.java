package io.weft.kubernetes.resource;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A name for a set of workloads.
 *
 * @param type {@code ClusterIP} where the document says nothing
 * @param clusterIps addresses proper, never {@code None}; empty for headless, ExternalName and not-yet-given ones
 * @param headless {@code clusterIP: None}
 * @param selector labels of the workloads behind it; empty means no selector: it chooses nothing by itself
 * @param ports may be empty
 * @param internalTrafficPolicy empty where the document says nothing
 * @param externalName only for type ExternalName
 * @param publishNotReadyAddresses endpoints count as ready whatever their workloads say
 */
public record Service(
        Metadata metadata,
        Type type,
        List<String> clusterIps,
        boolean headless,
        Map<String, String> selector,
        List<Port> ports,
        Optional<InternalTrafficPolicy> internalTrafficPolicy,
        Optional<String> externalName,
        boolean publishNotReadyAddresses)
        implements Resource {
    public Service {
        clusterIps = List.copyOf(clusterIps);
        selector = Map.copyOf(selector);
        ports = List.copyOf(ports);
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.SERVICE;
    }

    /** Whether the selector (not an empty one) chooses these labels. */
    public boolean selects(Map<String, String> labels) {
        return !selector.isEmpty() && labels.entrySet().containsAll(selector.entrySet());
    }

    public Service withClusterIp(String address) {
        return new Service(
                metadata,
                type,
                List.of(address),
                headless,
                selector,
                ports,
                internalTrafficPolicy,
                externalName,
                publishNotReadyAddresses);
    }

    /** How a Service is reached; the constants are spelt as in a document. */
    public enum Type {
        CLUSTER_IP("ClusterIP"),
        NODE_PORT("NodePort"),
        LOAD_BALANCER("LoadBalancer"),
        EXTERNAL_NAME("ExternalName");

        private final String text;

        Type(String text) {
            this.text = text;
        }

        /** As written in a document. */
        public String text() {
            return text;
        }
    }

    /** Which endpoints a client inside the cluster may use. */
    public enum InternalTrafficPolicy {
        CLUSTER("Cluster"),
        /** Only those on the client's own node. */
        LOCAL("Local");

        private final String text;

        InternalTrafficPolicy(String text) {
            this.text = text;
        }

        /** As written in a document. */
        public String text() {
            return text;
        }
    }

    /**
     * One port.
     *
     * @param name empty for the only port of a Service
     * @param port 1 to 65535, what clients dial
     * @param targetPort what workloads listen on; the port itself where the document says nothing
     */
    public record Port(String name, int port, PortRef targetPort, Protocol protocol, Optional<String> appProtocol) {}
}
