package io.weft.proxy.outbound.discover;

import io.weft.core.Endpoint;
import io.weft.core.ExternalHost;
import io.weft.core.ResourceRef;
import io.weft.proxy.outbound.route.Penalty;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a route sends. */
public sealed interface Backend {
    /** For metrics. */
    ResourceRef ref();

    /**
     * Balance over the endpoints of a name.
     *
     * @param path {@code name:port} to ask for
     * @param defaultRtt load estimate of an endpoint nothing is known of, at least 1 ms
     * @param decay how fast an old estimate fades, positive
     * @param penalty what requests that fail make an endpoint look like; empty: they are as quick as they are
     */
    record Balance(ResourceRef ref, String path, Duration defaultRtt, Duration decay, Optional<Penalty> penalty)
            implements Backend {
        /** Without a penalty. */
        public Balance(ResourceRef ref, String path, Duration defaultRtt, Duration decay) {
            this(ref, path, defaultRtt, decay, Optional.empty());
        }
    }

    /** One endpoint. */
    record Forward(ResourceRef ref, Endpoint endpoint) implements Backend {}

    /**
     * The addresses of a host outside the mesh.
     *
     * @param name whose addresses they are: a DNS name without trailing dot
     * @param host how it is spoken to; mostly of the same name
     * @param labels for metrics, without the {@code dst_} prefix
     */
    record External(ResourceRef ref, String name, int port, ExternalHost host, Map<String, String> labels)
            implements Backend {
        public External {
            labels = Map.copyOf(labels);
        }

        /** {@code name:port} */
        public String path() {
            return name + ":" + port;
        }

        public List<Endpoint> endpoints(List<InetAddress> addresses) {
            return addresses.stream()
                    .distinct()
                    .map(address -> Endpoint.external(new InetSocketAddress(address, port), labels, host))
                    .toList();
        }
    }

    /** Refuse: opaque connections are closed. */
    record Forbidden(ResourceRef ref) implements Backend {}

    /** Nothing is said of how to get there: HTTP requests get 502, opaque connections are closed. */
    record Nowhere(ResourceRef ref) implements Backend {}

    /**
     * The policy cannot be followed: HTTP requests get 500, opaque connections are closed.
     *
     * @param reason for logs
     */
    record Invalid(ResourceRef ref, String reason) implements Backend {}
}
