package io.weft.kubernetes.resource;

import java.util.List;

/**
 * A machine outside that runs a proxy.
 *
 * @param identity TLS identity, a DNS name or a SPIFFE id; 1 to 253 characters
 * @param serverName what clients write in SNI; 1 to 253 characters
 * @param workloadIps at most two
 * @param ready the condition Ready is True
 * @see "crds, 10"
 */
public record ExternalWorkload(
        Metadata metadata,
        String identity,
        String serverName,
        List<Port> ports,
        List<String> workloadIps,
        boolean ready)
        implements Resource {
    public ExternalWorkload {
        ports = List.copyOf(ports);
        workloadIps = List.copyOf(workloadIps);
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.EXTERNAL_WORKLOAD;
    }

    /**
     * A port it serves.
     *
     * @param name empty if unnamed; {@code linkerd-proxy} is the proxy's inbound port
     */
    public record Port(String name, int port, Protocol protocol) {}
}
