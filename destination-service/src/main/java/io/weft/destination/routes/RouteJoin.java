package io.weft.destination.routes;

import io.weft.core.ResourceRef;
import io.weft.destination.answers.ServiceId;
import io.weft.destination.reasons.Reasons;
import io.weft.destination.services.MeshService;
import io.weft.destination.settings.Complaints;
import io.weft.kubernetes.resource.ResourceKind;
import io.weft.kubernetes.resource.Retries;
import io.weft.kubernetes.resource.Route;
import io.weft.kubernetes.resource.Route.BackendRef;
import io.weft.kubernetes.resource.RouteMatch;
import io.weft.kubernetes.resource.Service;
import io.weft.kubernetes.resource.Timeouts;
import java.util.List;
import java.util.Optional;

/**
 * The routes of a service's port for clients of one namespace, with what its annotations say where they do not. Pure, apart from
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

    /** Routes of either kind, never of both, oldest first; none of a service without addresses. */
    public List<OutboundRoute> join(MeshService service, Service.Port port, String client, Reasons reasons) {
        return service.addresses().isEmpty()
                ? List.of()
                : selection.select(service.id(), port, client, reasons).stream()
                        .map(route -> route(route, service, port.port()))
                        .toList();
    }

    /** What becomes of every request to a port of a service without routes. */
    public OutboundRoute byDefault(MeshService service, Service.Port port) {
        return new OutboundRoute(
                ResourceRef.ofDefault("http"),
                List.of(),
                List.of(new OutboundRoute.Rule(
                        List.of(RouteMatch.Http.ALL),
                        List.of(),
                        backends.split(service.id(), port.port()),
                        service.traffic().timeouts(),
                        Optional.empty())),
                service.traffic().retries());
    }

    private OutboundRoute route(Route route, MeshService service, int port) {
        ResourceKind kind = route.kind();
        return new OutboundRoute(
                ResourceRef.of(
                        kind.group(),
                        kind.kind(),
                        route.metadata().namespace(),
                        route.metadata().name()),
                route.hostnames(),
                route.rules().stream()
                        .map(rule -> rule(rule, route.timeouts(), service, port))
                        .toList(),
                retries(route, service));
    }

    /** What a route says of trying again replaces all that its service says. */
    private static Retries retries(Route route, MeshService service) {
        return route.retries().equals(Retries.NONE) ? service.traffic().retries() : route.retries();
    }

    private OutboundRoute.Rule rule(Route.Rule rule, Timeouts ofRoute, MeshService service, int port) {
        Timeouts own = ofRoute.withRequestIfAbsent(rule.requestTimeout());
        List<WeightedBackend> to = rule.backends().isEmpty()
                ? backends.split(service.id(), port)
                : rule.backends().stream().map(this::backend).toList();
        return new OutboundRoute.Rule(
                rule.matches(),
                rule.filters(),
                to,
                own.isPresent() ? own : service.traffic().timeouts(),
                rule.backendTimeout());
    }

    private WeightedBackend backend(BackendRef ref) {
        return new WeightedBackend(reached(ref), ref.weight(), ref.filters());
    }

    private Backend reached(BackendRef ref) {
        Optional<String> unsupported = ref.filters().stream()
                .flatMap(filter -> RouteSelection.unsupported(filter).stream())
                .findFirst();
        if (unsupported.isPresent()) {
            return missing(ref, "the mesh has no filter " + unsupported.get());
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
