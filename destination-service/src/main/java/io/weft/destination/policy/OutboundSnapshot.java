package io.weft.destination.policy;

import io.weft.destination.answers.ServiceId;
import io.weft.destination.routes.Backend;
import io.weft.destination.routes.WeightedBackend;
import java.net.InetSocketAddress;
import java.util.List;

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
     * @param own its own replicas
     * @param split where its traffic goes instead; none: to its own replicas
     */
    record OfService(Backend.ToService own, Protocol protocol, List<WeightedBackend> split)
            implements OutboundSnapshot {
        public OfService {
            split = List.copyOf(split);
        }
    }

    /** A port that its service does not define: refuse. */
    record UndefinedPort(ServiceId service, int port) implements OutboundSnapshot {}

    /** An address outside the cluster: go there. */
    record Egress(InetSocketAddress target) implements OutboundSnapshot {}

    /** An address or name of the cluster that no service holds. */
    record Unknown() implements OutboundSnapshot {}
}
