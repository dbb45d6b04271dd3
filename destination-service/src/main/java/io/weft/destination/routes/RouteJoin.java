package io.weft.destination.routes;

import io.weft.core.ResourceRef;
import io.weft.destination.answers.NetworkId;
import io.weft.destination.answers.ServiceId;
import io.weft.destination.reasons.Reasons;
import io.weft.destination.settings.Complaints;
import io.weft.kubernetes.resource.ResourceKind;
import io.weft.kubernetes.resource.Retries;
import io.weft.kubernetes.resource.Route;
import io.weft.kubernetes.resource.Route.BackendRef;
import io.weft.kubernetes.resource.Timeouts;
import java.util.List;
import java.util.Optional;

/**
 * The routes of a port for clients of one namespace, with what its parent's annotations say where they do not. Pure, apart from
 * the indexes it looks things up in and complaints.
 *
 * @see "crds, 11.4 and 12.1"
 */
public final class RouteJoin {
    private final RouteSelection selection;
    private final BackendJoin backends;

    /** @param complaints hears about routes that are left out */
    public RouteJoin(RouteIndex routes, BackendJoin backends, Complaints complaints) {
        this.selection = new RouteSelection(routes, complaints);
        this.backends = backends;
    }

    /** Routes of one sort. */
    public PortRoutes join(RouteParent parent, String client, Reasons reasons) {
        List<Route> selected = selection.select(parent, client, reasons);
        return selected.isEmpty()
                ? PortRoutes.NONE
                : new PortRoutes(
                        Optional.of(RouteSelection.sort(selected.getFirst())),
                        selected.stream().map(route -> route(route, parent)).toList());
    }

    private OutboundRoute route(Route route, RouteParent parent) {
        ResourceKind kind = route.kind();
        return new OutboundRoute(
                ResourceRef.of(
                        kind.group(),
                        kind.kind(),
                        route.metadata().namespace(),
                        route.metadata().name()),
                route.hostnames(),
                route.rules().stream()
                        .map(rule -> rule(rule, route.timeouts(), parent))
                        .toList(),
                retries(route, parent),
                false);
    }

    /** What a route says of trying again replaces all that its parent says. */
    private static Retries retries(Route route, RouteParent parent) {
        return route.retries().equals(Retries.NONE) ? parent.traffic().retries() : route.retries();
    }

    private OutboundRoute.Rule rule(Route.Rule rule, Timeouts ofRoute, RouteParent parent) {
        Timeouts own = ofRoute.withRequestIfAbsent(rule.requestTimeout());
        List<WeightedBackend> to = rule.backends().isEmpty()
                ? parent.split()
                : rule.backends().stream().map(ref -> backend(ref, parent)).toList();
        return new OutboundRoute.Rule(
                rule.matches(),
                rule.filters(),
                to,
                own.isPresent() ? own : parent.traffic().timeouts(),
                rule.backendTimeout());
    }

    private WeightedBackend backend(BackendRef ref, RouteParent parent) {
        return new WeightedBackend(reached(ref, parent), ref.weight(), ref.filters());
    }

    private Backend reached(BackendRef ref, RouteParent parent) {
        Optional<String> unsupported = ref.filters().stream()
                .flatMap(filter -> MissingFilters.ofClients(filter).stream())
                .findFirst();
        if (unsupported.isPresent()) {
            return missing(ref, "the mesh has no filter " + unsupported.get());
        }
        if (ref.isEgressNetwork() && parent.id().equals(new NetworkId(ref.namespace(), ref.name()))) {
            return parent.own();
        }
        if (!ref.isService()) {
            return missing(ref, "the mesh does not lead to backends of kind " + ref.kind());
        }
        return ref.port().isPresent()
                ? backends.find(
                        new ServiceId(ref.namespace(), ref.name()), ref.port().getAsInt())
                : missing(ref, "the route does not say which port of Service " + ref.namespace() + "/" + ref.name());
    }

    private static Backend missing(BackendRef ref, String reason) {
        String group = ref.group().isEmpty() ? "core" : ref.group();
        return new Backend.Missing(
                ResourceRef.of(group, ref.kind(), ref.namespace(), ref.name())
                        .withPort(ref.port().orElse(0)),
                reason);
    }
}
