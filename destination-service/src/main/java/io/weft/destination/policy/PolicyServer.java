package io.weft.destination.policy;

import io.weft.core.policy.Authorization;
import io.weft.core.policy.RateLimit;
import io.weft.destination.workloads.Workload;
import io.weft.kubernetes.resource.Metadata;
import io.weft.kubernetes.resource.PortRef;
import io.weft.kubernetes.resource.Server;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A Server with everybody its namespace's policies let in.
 *
 * @param authorizations of its own access policy, of ServerAuthorizations and of AuthorizationPolicies
 * @param routes of both kinds
 */
record PolicyServer(
        Server server, List<Authorization> authorizations, List<AttachedRoute> routes, Optional<RateLimit> limit) {
    /** The older wins a port, then the one whose name sorts first; a Server without a date is young. */
    static final Comparator<Server> SENIORITY = Comparator.comparing(Server::metadata, Metadata.SENIORITY);

    PolicyServer {
        authorizations = List.copyOf(authorizations);
        routes = List.copyOf(routes);
    }

    /** The workload's ports it serves; none unless it selects the workload. */
    Set<Integer> ports(Workload workload) {
        return selects(workload)
                ? switch (server.port()) {
                    case PortRef.Numbered(int number) -> Set.of(number);
                    case PortRef.Named(String name) -> workload.ports().getOrDefault(name, Set.of());
                }
                : Set.of();
    }

    /** Why it does not claim the port that somebody asks about. */
    String elsewhere(Workload workload) {
        return selects(workload) ? "is about " + server.port() : "does not select the workload";
    }

    private boolean selects(Workload workload) {
        boolean sameSort = switch (server.workloads()) {
            case Server.Pods pods -> workload.isPod();
            case Server.ExternalWorkloads machines -> !workload.isPod();
        };
        return sameSort && server.workloads().selector().matches(workload.labels());
    }
}
