package io.weft.destination.policy;

import io.weft.destination.answers.ServiceId;
import java.net.InetSocketAddress;

/** How clients are to treat traffic to one target. */
public sealed interface OutboundSnapshot {
    /** What a service's port speaks. */
    enum Protocol {
        /** Clients look at the first bytes. */
        DETECT,
        HTTP1,
        HTTP2,
        OPAQUE
    }

    /**
     * A port of a service: balance over its replicas.
     *
     * @param discoveryPath {@code name:port} to ask for the replicas
     */
    record OfService(ServiceId service, int port, Protocol protocol, String discoveryPath)
            implements OutboundSnapshot {}

    /** A port that its service does not define: refuse. */
    record UndefinedPort(ServiceId service, int port) implements OutboundSnapshot {}

    /** An address outside the cluster: go there. */
    record Egress(InetSocketAddress target) implements OutboundSnapshot {}

    /** An address or name of the cluster that no service holds. */
    record Unknown() implements OutboundSnapshot {}
}
