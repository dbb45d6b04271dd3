package io.weft.destination.policy;

import io.weft.destination.answers.ServiceId;
import io.weft.destination.routes.Backend;
import io.weft.destination.routes.OutboundRoute;
import io.weft.destination.routes.WeightedBackend;
import io.weft.kubernetes.resource.FailureAccrual;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** How clients are to treat traffic to one target. */
public sealed interface OutboundSnapshot {
    /** What a service's port speaks. */
    enum Protocol {
        /** Clients look at the first bytes. */
        DETECT,
        HTTP1,
        HTTP2,
        GRPC,
        OPAQUE
    }

    /**
     * A port of a service: balance over its replicas.
     *
     * @param own its own replicas
     * @param split where traffic goes instead that no route is about; none: to its own replicas
     * @param routes of requests, in the order in which they count; at least one
     * @param accrual what makes a replica rest
     */
    record OfService(
            Backend.ToService own,
            Protocol protocol,
            List<WeightedBackend> split,
            List<OutboundRoute> routes,
            Optional<FailureAccrual> accrual)
            implements OutboundSnapshot {
        public OfService {
            split = List.copyOf(split);
            routes = List.copyOf(routes);
        }
    }

    /** A port that its service does not define: refuse. */
    record UndefinedPort(ServiceId service, int port) implements OutboundSnapshot {}

    /** An address outside the cluster: go there. */
    record Egress(InetSocketAddress target) implements OutboundSnapshot {}

    /** An address or name of the cluster that no service holds. */
    record Unknown() implements OutboundSnapshot {}
}
