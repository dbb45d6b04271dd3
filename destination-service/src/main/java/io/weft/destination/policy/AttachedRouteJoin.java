package io.weft.destination.policy;

import io.weft.core.policy.Authorization;
import io.weft.destination.reasons.Reasons;
import io.weft.destination.reasons.Verdict;
import io.weft.destination.routes.MissingFilters;
import io.weft.destination.settings.Complaints;
import io.weft.kubernetes.resource.AuthorizationPolicy;
import io.weft.kubernetes.resource.AuthorizationPolicy.TargetRef;
import io.weft.kubernetes.resource.Route;
import io.weft.kubernetes.resource.Server;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which routes a Server has: those of its namespace that name it as parent, without port and section, oldest first. One with a
 * filter that a server does not have is left out. Pure, but for complaints.
 *
 * @see "crds, 3.4"
 */
final class AttachedRouteJoin {
    private final Complaints complaints;

    AttachedRouteJoin(Complaints complaints) {
        this.complaints = complaints;
    }

    /** @param authorization whom a policy lets in; empty if nobody */
    List<AttachedRoute> join(
            Server server,
            Collection<Route> routes,
            Collection<AuthorizationPolicy> policies,
            Function<AuthorizationPolicy, Optional<Authorization>> authorization,
            Reasons reasons) {
        return routes.stream()
                .filter(route -> isAttached(route, server, reasons))
                .filter(route -> isPossible(route, reasons))
                .sorted(Route.SENIORITY)
                .map(route -> new AttachedRoute(
                        route,
                        policies.stream()
                                .filter(policy -> targets(policy.targetRef(), route))
                                .flatMap(policy -> authorization.apply(policy).stream())
                                .toList()))
                .toList();
    }

    private static boolean isAttached(Route route, Server server, Reasons reasons) {
        boolean attached = isAttached(route, server);
        if (!attached) {
            reasons.say(route.id(), Verdict.NO_MATCH, () -> "the Server is not its parent");
        }
        return attached;
    }

    private static boolean isAttached(Route route, Server server) {
        return route.parents().stream()
                .anyMatch(parent -> parent.isServer()
                        && parent.namespace().equals(server.metadata().namespace())
                        && parent.name().equals(server.metadata().name())
                        && parent.port().isEmpty()
                        && parent.section().isEmpty());
    }

    private boolean isPossible(Route route, Reasons reasons) {
        Optional<String> impossible = MissingFilters.ofServers(route).findFirst();
        impossible.ifPresent(filter -> {
            complaints.say(route.id() + " is left out: servers have no filter " + filter);
            reasons.say(route.id(), Verdict.REFUSED, () -> "is left out: servers have no filter " + filter);
        });
        return impossible.isEmpty();
    }

    private static boolean targets(TargetRef target, Route route) {
        return target.name().equals(route.metadata().name()) && target.kind().is(route.kind());
    }
}
