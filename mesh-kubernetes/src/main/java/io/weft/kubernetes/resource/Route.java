package io.weft.kubernetes.resource;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Some of the requests to its parents, and what becomes of them: an HTTPRoute of either group, or a GRPCRoute; or some of the
 * connections: a TLSRoute or TCPRoute.
 *
 * @param hostnames of requests it is about; {@code *.} in front stands for any labels; none: all
 * @param rules at least one
 * @param retries of all rules
 * @param timeouts of all rules
 * @param reported what the mesh has said of its parents before
 * @see "crds, 11"
 */
public record Route(
        Metadata metadata,
        ResourceKind kind,
        List<ParentRef> parents,
        List<String> hostnames,
        List<Rule> rules,
        Retries retries,
        Timeouts timeouts,
        List<ParentStatus> reported)
        implements Resource {
    /** The oldest first; of equally old ones by name, then by kind. */
    public static final Comparator<Route> SENIORITY =
            Comparator.comparing(Route::metadata, Metadata.SENIORITY).thenComparing(Route::kind);

    public Route {
        parents = List.copyOf(parents);
        hostnames = List.copyOf(hostnames);
        rules = List.copyOf(rules);
        reported = List.copyOf(reported);
    }

    /** One of which nothing was said before. */
    public Route(
            Metadata metadata,
            ResourceKind kind,
            List<ParentRef> parents,
            List<String> hostnames,
            List<Rule> rules,
            Retries retries,
            Timeouts timeouts) {
        this(metadata, kind, parents, hostnames, rules, retries, timeouts, List.of());
    }

    @Override
    public Route unreported() {
        return reported.isEmpty() ? this : new Route(metadata, kind, parents, hostnames, rules, retries, timeouts);
    }

    /**
     * What a route is attached to.
     *
     * @param group as written, or the kind of route's own default
     * @param section a listener's name, or a port's
     */
    public record ParentRef(
            String group, String kind, String namespace, String name, Optional<String> section, OptionalInt port) {
        public boolean isService() {
            return Groups.same(Groups.CORE, group) && kind.equalsIgnoreCase("Service");
        }

        public boolean isEgressNetwork() {
            return Groups.same(Groups.POLICY, group) && kind.equalsIgnoreCase("EgressNetwork");
        }

        public boolean isServer() {
            return Groups.same(Groups.POLICY, group) && kind.equalsIgnoreCase("Server");
        }

        public boolean isGateway() {
            return Groups.same(Groups.GATEWAY, group) && kind.equalsIgnoreCase("Gateway");
        }
    }

    /**
     * Requests that are treated alike.
     *
     * @param matches any of them, at least one
     * @param backends none: the parent itself
     * @param requestTimeout of the whole request, positive
     * @param backendTimeout of each try, positive
     */
    public record Rule(
            List<RouteMatch> matches,
            List<RouteFilter> filters,
            List<BackendRef> backends,
            Optional<Duration> requestTimeout,
            Optional<Duration> backendTimeout) {
        public Rule {
            matches = List.copyOf(matches);
            filters = List.copyOf(filters);
            backends = List.copyOf(backends);
        }
    }

    /**
     * A share of the requests.
     *
     * @param weight relative to the others', 0 to 1,000,000
     * @param filters of this share alone
     */
    public record BackendRef(
            String group,
            String kind,
            String namespace,
            String name,
            OptionalInt port,
            int weight,
            List<RouteFilter> filters) {
        public BackendRef {
            filters = List.copyOf(filters);
        }

        public boolean isEgressNetwork() {
            return Groups.same(Groups.POLICY, group) && kind.equalsIgnoreCase("EgressNetwork");
        }

        public boolean isService() {
            return Groups.same(Groups.CORE, group) && kind.equalsIgnoreCase("Service");
        }
    }
}
