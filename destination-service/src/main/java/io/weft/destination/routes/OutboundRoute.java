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
 * Some of the requests to a service, or of the connections, and where they go.
 *
 * @param ref the object it comes from
 * @param hostnames none: all
 * @param retries of all rules
 * @param refuses whether nothing of it may pass
 */
public record OutboundRoute(
        ResourceRef ref, List<String> hostnames, List<Rule> rules, Retries retries, boolean refuses) {
    public OutboundRoute {
        hostnames = List.copyOf(hostnames);
        rules = List.copyOf(rules);
    }

    /** Everything that {@code all} is about goes on as it was going. */
    public static OutboundRoute passing(ResourceRef ref, RouteMatch all) {
        return new OutboundRoute(
                ref,
                List.of(),
                List.of(new Rule(List.of(all), List.of(), List.of(), Timeouts.NONE, Optional.empty())),
                Retries.NONE,
                false);
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
