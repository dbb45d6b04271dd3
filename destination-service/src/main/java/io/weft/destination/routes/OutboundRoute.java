package io.weft.destination.routes;

import io.weft.core.ResourceRef;
import io.weft.kubernetes.resource.Retries;
import io.weft.kubernetes.resource.RouteFilter;
import io.weft.kubernetes.resource.RouteMatch;
import io.weft.kubernetes.resource.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Some of the requests to a service, and where they go.
 *
 * @param ref the object it comes from
 * @param hostnames none: all
 * @param retries of all rules
 */
public record OutboundRoute(ResourceRef ref, List<String> hostnames, List<Rule> rules, Retries retries) {
    public OutboundRoute {
        hostnames = List.copyOf(hostnames);
        rules = List.copyOf(rules);
    }

    /** Whether it is about calls of gRPC, else about requests of HTTP. */
    public boolean isGrpc() {
        return rules.stream().flatMap(rule -> rule.matches().stream()).anyMatch(RouteMatch.Grpc.class::isInstance);
    }

    /**
     * Requests that are treated alike.
     *
     * @param matches any of them
     * @param backends none: the service itself
     * @param backendTimeout of each try
     */
    public record Rule(
            List<RouteMatch> matches,
            List<RouteFilter> filters,
            List<WeightedBackend> backends,
            Timeouts timeouts,
            Optional<Duration> backendTimeout) {
        public Rule {
            matches = List.copyOf(matches);
            filters = List.copyOf(filters);
            backends = List.copyOf(backends);
        }
    }
}
