package io.weft.destination.routes;

import io.weft.core.ResourceRef;
import io.weft.destination.answers.ServiceId;
import io.weft.destination.routes.RouteIndex.Attached;
import io.weft.destination.services.MeshService;
import io.weft.destination.settings.Complaints;
import io.weft.kubernetes.resource.ResourceKind;
import io.weft.kubernetes.resource.Retries;
import io.weft.kubernetes.resource.Route;
import io.weft.kubernetes.resource.Route.BackendRef;
import io.weft.kubernetes.resource.Route.ParentRef;
import io.weft.kubernetes.resource.RouteFilter;
import io.weft.kubernetes.resource.RouteMatch;
import io.weft.kubernetes.resource.Service;
import io.weft.kubernetes.resource.Timeouts;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The routes of a service's port for clients of one namespace. Pure, apart from the indexes it looks things up in and complaints.
 *
 * <p>A route of the service's own namespace is for every client; one of another namespace for the clients of that namespace
 * only, beside the others. Where GRPCRoutes and HTTPRoutes have the same parent, port for port, only the GRPCRoutes count.
 *
 * @see "crds, 11.3 and 11.4"
 */
public final class RouteJoin {
    private final RouteIndex routes;
    private final BackendJoin backends;
    private final Complaints complaints;

    /** @param complaints hears about routes that are left out */
    public RouteJoin(RouteIndex routes, BackendJoin backends, Complaints complaints) {
        this.routes = routes;
        this.backends = backends;
        this.complaints = complaints;
    }

    /** Routes of either kind, never of both, oldest first. */
    public List<OutboundRoute> join(MeshService service, Service.Port port, String client) {
        List<Attached> attached = service.addresses().isEmpty() ? List.of() : attached(service.id(), client);
        Set<Scope> strong = attached.stream()
                .filter(each -> isGrpc(each.route()))
                .flatMap(each -> each.refs().stream())
                .map(Scope::of)
                .collect(Collectors.toSet());
        List<Attached> unconflicted = attached.stream()
                .filter(each -> each.refs().stream().anyMatch(ref -> means(ref, port)))
                .filter(each -> isGrpc(each.route()) || !yields(each, port, strong))
                .toList();
        boolean grpc = unconflicted.stream().anyMatch(each -> isGrpc(each.route()));
        return unconflicted.stream()
                .filter(each -> isGrpc(each.route()) == grpc)
                .map(each -> route(each.route(), service, port.port()))
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

    /** Which of the parent's ports a reference means. */
    private record Scope(Optional<String> section, Optional<Integer> port) {
        static Scope of(ParentRef ref) {
            return new Scope(
                    ref.section(),
                    ref.port().isPresent() ? Optional.of(ref.port().getAsInt()) : Optional.empty());
        }
    }

    private List<Attached> attached(ServiceId service, String client) {
        return routes.attachedTo(service).stream()
                .filter(each -> {
                    String namespace = each.route().metadata().namespace();
                    return namespace.equals(service.namespace()) || namespace.equals(client);
                })
                .filter(this::isPossible)
                .toList();
    }

    private boolean isPossible(Attached attached) {
        Route route = attached.route();
        Optional<String> impossible = route.rules().stream()
                .flatMap(rule -> rule.filters().stream())
                .flatMap(filter -> unsupported(filter).stream())
                .findFirst();
        impossible.ifPresent(filter -> complaints.say(route.id() + " is left out: the mesh has no filter " + filter));
        return impossible.isEmpty();
    }

    private boolean yields(Attached weak, Service.Port port, Set<Scope> strong) {
        boolean yields = weak.refs().stream()
                .filter(ref -> means(ref, port))
                .map(Scope::of)
                .allMatch(strong::contains);
        if (yields) {
            complaints.say(weak.route().id() + " does not count: a GRPCRoute has the same parent");
        }
        return yields;
    }

    private static boolean means(ParentRef ref, Service.Port port) {
        return (ref.port().isEmpty() || ref.port().getAsInt() == port.port())
                && ref.section().map(port.name()::equals).orElse(true);
    }

    private static boolean isGrpc(Route route) {
        return route.kind() == ResourceKind.GRPC_ROUTE;
    }

    private static Optional<String> unsupported(RouteFilter filter) {
        return filter instanceof RouteFilter.Unsupported(String type) ? Optional.of(type) : Optional.empty();
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
                .flatMap(filter -> unsupported(filter).stream())
                .findFirst();
        if (unsupported.isPresent()) {
            return missing(ref, "the mesh has no filter " + unsupported.get());
        }
        if (!ref.isService()) {
            return missing(ref, "the mesh does not lead to a " + ref.kind());
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
