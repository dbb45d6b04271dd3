package io.weft.destination.policy;

import io.weft.core.ResourceRef;
import io.weft.destination.answers.ServiceId;
import io.weft.destination.routes.Backend;
import io.weft.destination.routes.OutboundRoute;
import io.weft.kubernetes.resource.FailureAccrual;
import io.weft.kubernetes.resource.LoadPenalty;
import java.util.List;
import java.util.Optional;

/** How clients are to treat traffic to one target. */
public sealed interface OutboundSnapshot {
    /** What a port speaks. */
    enum Protocol {
        /** Clients look at the first bytes. */
        DETECT,
        HTTP1,
        HTTP2,
        GRPC,
        /** TLS of the application's own. */
        TLS,
        OPAQUE
    }

    /**
     * A port with its routes.
     *
     * @param parent what the port belongs to
     * @param own where traffic goes that its route leads nowhere else
     * @param requests routes of requests, in the order in which they count; at least one unless nobody looks for requests
     * @param connections routes of connections in which nobody looks for requests; at least one; exactly one unless TLS is spoken
     * @param accrual what makes a replica rest
     * @param penalty how slow a replica looks to requests that fails; empty: as slow as it is
     */
    record Routed(
            ResourceRef parent,
            Protocol protocol,
            Backend own,
            List<OutboundRoute> requests,
            List<OutboundRoute> connections,
            Optional<FailureAccrual> accrual,
            Optional<LoadPenalty> penalty)
            implements OutboundSnapshot {
        public Routed {
            requests = List.copyOf(requests);
            connections = List.copyOf(connections);
        }
    }

    /** A port that its service does not define: refuse. */
    record UndefinedPort(ServiceId service, int port) implements OutboundSnapshot {}

    /** An address or name of the cluster that no service holds. */
    record Unknown() implements OutboundSnapshot {}
}
