package io.weft.destination.routes;

import io.weft.destination.answers.ServiceId;
import io.weft.destination.reasons.Reasons;
import io.weft.destination.reasons.Verdict;
import io.weft.destination.routes.RouteIndex.Attached;
import io.weft.destination.settings.Complaints;
import io.weft.kubernetes.resource.ResourceKind;
import io.weft.kubernetes.resource.Route;
import io.weft.kubernetes.resource.Route.ParentRef;
import io.weft.kubernetes.resource.RouteFilter;
import io.weft.kubernetes.resource.Service;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which routes count for a service's port and clients of one namespace. Pure, apart from the index it looks things up in and
 * complaints.
 *
 * <p>A route of the service's own namespace is for every client; one of another namespace for the clients of that namespace
 * only, beside the others. Where GRPCRoutes and HTTPRoutes have the same parent, port for port, only the GRPCRoutes count. A
 * route with a filter that the mesh does not have is left out whole.
 *
 * @see "crds, 11.2 to 11.4"
 */
final class RouteSelection {
    private final RouteIndex routes;
    private final Complaints complaints;

    RouteSelection(RouteIndex routes, Complaints complaints) {
        this.routes = routes;
        this.complaints = complaints;
    }

    /** Which of the parent's ports a reference means. */
    private record Scope(Optional<String> section, Optional<Integer> port) {
        static Scope of(ParentRef ref) {
            return new Scope(
                    ref.section(),
                    ref.port().isPresent() ? Optional.of(ref.port().getAsInt()) : Optional.empty());
        }

        boolean covers(Service.Port other) {
            return port.map(number -> number == other.port()).orElse(true)
                    && section.map(other.name()::equals).orElse(true);
        }
    }

    /** Those of either kind, never of both, oldest first. */
    List<Route> select(ServiceId service, Service.Port port, String client, Reasons reasons) {
        List<Attached> attached = routes.attachedTo(service, reasons).stream()
                .filter(each -> isFor(client, service, each.route(), reasons))
                .filter(each -> isPossible(each.route(), reasons))
                .toList();
        Set<Scope> strong = attached.stream()
                .filter(each -> isGrpc(each.route()))
                .flatMap(each -> each.refs().stream())
                .map(Scope::of)
                .collect(Collectors.toSet());
        List<Route> counting = attached.stream()
                .filter(each -> counts(each, port, isGrpc(each.route()) ? Set.of() : strong, reasons))
                .map(Attached::route)
                .toList();
        boolean grpc = counting.stream().anyMatch(RouteSelection::isGrpc);
        return counting.stream().filter(route -> isOfKind(route, grpc, reasons)).toList();
    }

    private static boolean isOfKind(Route route, boolean grpc, Reasons reasons) {
        boolean same = isGrpc(route) == grpc;
        reasons.say(
                route.id(),
                same ? Verdict.APPLIES : Verdict.OVERRIDDEN,
                () -> same
                        ? "the Service's port is its parent"
                        : "GRPCRoutes count for the port, and HTTPRoutes do not");
        return same;
    }

    private static boolean isFor(String client, ServiceId service, Route route, Reasons reasons) {
        String namespace = route.metadata().namespace();
        boolean meant = namespace.equals(service.namespace()) || namespace.equals(client);
        if (!meant) {
            reasons.say(route.id(), Verdict.NO_MATCH, () -> "is for clients of namespace " + namespace + " only");
        }
        return meant;
    }

    private boolean isPossible(Route route, Reasons reasons) {
        Optional<String> impossible = route.rules().stream()
                .flatMap(rule -> rule.filters().stream())
                .flatMap(filter -> unsupported(filter).stream())
                .findFirst();
        impossible.ifPresent(filter -> {
            complaints.say(route.id() + " is left out: the mesh has no filter " + filter);
            reasons.say(route.id(), Verdict.REFUSED, () -> "is left out: the mesh has no filter " + filter);
        });
        return impossible.isEmpty();
    }

    private boolean counts(Attached attached, Service.Port port, Set<Scope> stronger, Reasons reasons) {
        List<Scope> about = attached.refs().stream()
                .map(Scope::of)
                .filter(scope -> scope.covers(port))
                .toList();
        boolean conflicts = !about.isEmpty() && stronger.containsAll(about);
        if (conflicts) {
            complaints.say(attached.route().id() + " does not count: a GRPCRoute has the same parent");
            reasons.say(attached.route().id(), Verdict.OVERRIDDEN, () -> "a GRPCRoute has the same parent");
        } else if (about.isEmpty()) {
            reasons.say(attached.route().id(), Verdict.NO_MATCH, () -> "is about another port of the Service");
        }
        return !about.isEmpty() && !conflicts;
    }

    private static boolean isGrpc(Route route) {
        return route.kind() == ResourceKind.GRPC_ROUTE;
    }

    /** What the mesh does not have; empty for what it has. */
    static Optional<String> unsupported(RouteFilter filter) {
        return filter instanceof RouteFilter.Unsupported(String type) ? Optional.of(type) : Optional.empty();
    }
}
