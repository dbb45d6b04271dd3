package io.weft.kubernetes.resource;

import java.util.List;
import java.util.Optional;

/**
 * Some of the addresses behind a Service.
 *
 * @param serviceName from the label {@code kubernetes.io/service-name}; empty: the slice belongs to no Service
 * @param ports apply to every endpoint
 */
public record EndpointSlice(
        Metadata metadata,
        Optional<String> serviceName,
        AddressType addressType,
        List<Endpoint> endpoints,
        List<Port> ports)
        implements Resource {
    public EndpointSlice {
        endpoints = List.copyOf(endpoints);
        ports = List.copyOf(ports);
    }

    @Override
    public ResourceKind kind() {
        return ResourceKind.ENDPOINT_SLICE;
    }

    /** What the addresses of a slice are. */
    public enum AddressType {
        IPV4("IPv4"),
        IPV6("IPv6"),
        FQDN("FQDN");

        private final String text;

        AddressType(String text) {
            this.text = text;
        }

        /** As written in a document. */
        public String text() {
            return text;
        }
    }

    /**
     * One replica.
     *
     * @param addresses at least one
     * @param ready empty means "not said", which counts as ready
     * @param targetRef the workload that answers there
     * @param zoneHints zones whose clients should use it; empty: no hint
     */
    public record Endpoint(
            List<String> addresses,
            Optional<Boolean> ready,
            Optional<String> hostname,
            Optional<String> nodeName,
            Optional<String> zone,
            Optional<TargetRef> targetRef,
            List<String> zoneHints) {
        public Endpoint {
            addresses = List.copyOf(addresses);
            zoneHints = List.copyOf(zoneHints);
        }

        public boolean isReady() {
            return ready.orElse(true);
        }
    }

    /**
     * The object behind an endpoint.
     *
     * @param kind for instance {@code Pod} or {@code ExternalWorkload}
     * @param namespace the slice's own where the document says nothing
     */
    public record TargetRef(String kind, String namespace, String name) {}

    /**
     * One port of every endpoint.
     *
     * @param name the Service port's name; empty if that has none
     * @param port empty means every port
     */
    public record Port(String name, Optional<Integer> port, Protocol protocol, Optional<String> appProtocol) {}
}
