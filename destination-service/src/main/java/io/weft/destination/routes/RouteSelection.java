package io.weft.destination.routes;

import io.weft.destination.reasons.Reasons;
import io.weft.destination.reasons.Verdict;
import io.weft.destination.routes.RouteIndex.Attached;
import io.weft.destination.settings.Complaints;
import io.weft.kubernetes.resource.Route;
import io.weft.kubernetes.resource.Route.ParentRef;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which routes count for a port and clients of one namespace. Pure, apart from the index it looks things up in and
 * complaints.
 *
 * <p>A route of the parent's own namespace is for every client; one of another namespace for the clients of that namespace
 * only, beside the others. Where routes of several sorts have the same parent, port for port, only the strongest count. A
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

        boolean covers(RouteParent parent) {
            return port.map(number -> number == parent.port()).orElse(true)
                    && section.map(parent.portName()::equals).orElse(true);
        }
    }

    /** Those of one sort, oldest first. */
    List<Route> select(RouteParent parent, String client, Reasons reasons) {
        List<Attached> attached = routes.attachedTo(parent.id(), reasons).stream()
                .filter(each -> isFor(client, parent.namespace(), each.route(), reasons))
                .filter(each -> isPossible(each.route(), reasons))
                .toList();
        List<Route> counting = attached.stream()
                .filter(each -> counts(each, parent, strongerThan(each, attached), reasons))
                .map(Attached::route)
                .toList();
        Optional<RouteSort> strongest =
                counting.stream().map(RouteSelection::sort).max(Comparator.naturalOrder());
        return counting.stream()
                .filter(route -> isOfSort(route, strongest, reasons))
                .toList();
    }

    private static boolean isOfSort(Route route, Optional<RouteSort> strongest, Reasons reasons) {
        boolean same = strongest.filter(sort(route)::equals).isPresent();
        reasons.say(
                route.id(),
                same ? Verdict.APPLIES : Verdict.OVERRIDDEN,
                () -> same ? "the port is its parent" : "routes of a stronger kind count for the port");
        return same;
    }

    /** Ports that have a route of a stronger sort. */
    private static Set<Scope> strongerThan(Attached weak, List<Attached> all) {
        return all.stream()
                .filter(each -> sort(each.route()).compareTo(sort(weak.route())) > 0)
                .flatMap(each -> each.refs().stream())
                .map(Scope::of)
                .collect(Collectors.toSet());
    }

    private static boolean isFor(String client, String owner, Route route, Reasons reasons) {
        String namespace = route.metadata().namespace();
        boolean meant = namespace.equals(owner) || namespace.equals(client);
        if (!meant) {
            reasons.say(route.id(), Verdict.NO_MATCH, () -> "is for clients of namespace " + namespace + " only");
        }
        return meant;
    }

    private boolean isPossible(Route route, Reasons reasons) {
        Optional<String> impossible = MissingFilters.ofClients(route).findFirst();
        impossible.ifPresent(filter -> {
            complaints.say(route.id() + " is left out: the mesh has no filter " + filter);
            reasons.say(route.id(), Verdict.REFUSED, () -> "is left out: the mesh has no filter " + filter);
        });
        return impossible.isEmpty();
    }

    private boolean counts(Attached attached, RouteParent parent, Set<Scope> stronger, Reasons reasons) {
        List<Scope> about = attached.refs().stream()
                .map(Scope::of)
                .filter(scope -> scope.covers(parent))
                .toList();
        boolean conflicts = !about.isEmpty() && stronger.containsAll(about);
        if (conflicts) {
            complaints.say(attached.route().id() + " does not count: a route of a stronger kind has the same parent");
            reasons.say(
                    attached.route().id(), Verdict.OVERRIDDEN, () -> "a route of a stronger kind has the same parent");
        } else if (about.isEmpty()) {
            reasons.say(attached.route().id(), Verdict.NO_MATCH, () -> "is about another port");
        }
        return !about.isEmpty() && !conflicts;
    }

    /** Of all routes that count together. */
    static RouteSort sort(Route route) {
        return RouteSort.of(route.kind());
    }
}
