package io.weft.destination.routes;

import io.weft.destination.answers.NetworkId;
import io.weft.destination.answers.ServiceId;
import io.weft.destination.answers.Subject;
import io.weft.destination.digest.Table;
import io.weft.destination.reasons.Reasons;
import io.weft.destination.reasons.Verdict;
import io.weft.kubernetes.resource.Gateway;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.Route;
import io.weft.kubernetes.resource.Route.ParentRef;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every route, by the Services and EgressNetworks it is attached to.
 *
 * <p>A route of the Gateway API that names a parent of no kind means a Gateway; where there is none of that name it means the
 * Service, unless settings say otherwise.
 *
 * <p>Threading: not safe; guarded by the lock of the one index that owns it.
 *
 * @see "crds, 11; brief-vs-linkerd, 5.13"
 */
public final class RouteIndex {
    private final boolean serviceParentFallback;
    private final Map<ResourceId, Route> routes = new HashMap<>();
    private final Map<Subject, Set<Route>> byParent = new HashMap<>();
    private final Set<ServiceId> gateways = new HashSet<>(); // named like the Services they hide

    /** @param serviceParentFallback whether a parent that is no Gateway may be a Service */
    public RouteIndex(boolean serviceParentFallback) {
        this.serviceParentFallback = serviceParentFallback;
    }

    /** Whose traffic a new or changed route is about; empty if it says nothing new. */
    public Set<Subject> put(Route route) {
        if (route.equals(routes.get(route.id()))) {
            return Set.of();
        }
        Set<Subject> touched = new HashSet<>(remove(route.id()));
        routes.put(route.id(), route);
        Set<Subject> parents = parents(route);
        parents.forEach(parent -> byParent.computeIfAbsent(parent, any -> new TreeSet<>(Route.SENIORITY))
                .add(route));
        touched.addAll(parents);
        return touched;
    }

    /** Whose traffic a route that is gone was about; empty if there was none. */
    public Set<Subject> remove(ResourceId id) {
        Route gone = routes.remove(id);
        if (gone == null) {
            return Set.of();
        }
        Set<Subject> parents = parents(gone);
        parents.forEach(parent -> byParent.computeIfPresent(parent, (same, attached) -> {
            attached.remove(gone);
            return attached.isEmpty() ? null : attached;
        }));
        return parents;
    }

    /** Whose routes are not its own any more. */
    public Set<ServiceId> put(Gateway gateway) {
        ServiceId id =
                new ServiceId(gateway.metadata().namespace(), gateway.metadata().name());
        return gateways.add(id) ? Set.of(id) : Set.of();
    }

    /** Whose routes are its own again. */
    public Set<ServiceId> removeGateway(ResourceId id) {
        ServiceId named = new ServiceId(id.namespace(), id.name());
        return gateways.remove(named) ? Set.of(named) : Set.of();
    }

    /** The routes attached to a Service or EgressNetwork, oldest first, each with those of its references that mean it. */
    List<Attached> attachedTo(Subject owner, Reasons reasons) {
        return byParent.getOrDefault(owner, Set.of()).stream()
                .map(route -> new Attached(
                        route,
                        route.parents().stream()
                                .filter(parent ->
                                        parent(parent).filter(owner::equals).isPresent() && !isHidden(parent))
                                .toList()))
                .filter(attached -> isMeant(attached, reasons))
                .toList();
    }

    private static boolean isMeant(Attached attached, Reasons reasons) {
        if (attached.refs().isEmpty()) {
            reasons.say(
                    attached.route().id(), Verdict.NO_MATCH, () -> "its parent is the Gateway of the Service's name");
        }
        return !attached.refs().isEmpty();
    }

    /** A route and the references by which it is attached. */
    record Attached(Route route, List<ParentRef> refs) {}

    /** A route, and a Service some of whose traffic it is about. */
    public record OfService(ServiceId service, Route route) {}

    /** Every route of a Service. */
    public Stream<OfService> ofServices() {
        return byParent.keySet().stream()
                .flatMap(owner -> owner instanceof ServiceId service
                        ? attachedTo(service, Reasons.NONE).stream()
                                .map(attached -> new OfService(service, attached.route()))
                        : Stream.empty());
    }

    /** Of every route. */
    public Stream<ResourceId> ids() {
        return routes.keySet().stream();
    }

    /** Everything as it is now. */
    public List<Table> tables() {
        return List.of(
                new Table("routes", routes),
                new Table("parent-routes", byParent),
                new Table("gateways", Map.of("all", gateways)));
    }

    /** The Services and EgressNetworks some of whose traffic goes to {@code backend}. */
    public Set<Subject> leadingTo(ServiceId backend) {
        return routes.values().stream()
                .filter(route -> route.rules().stream()
                        .flatMap(rule -> rule.backends().stream())
                        .anyMatch(ref -> ref.isService()
                                && ref.namespace().equals(backend.namespace())
                                && ref.name().equals(backend.name())))
                .flatMap(route -> parents(route).stream())
                .collect(Collectors.toSet());
    }

    private Set<Subject> parents(Route route) {
        return route.parents().stream()
                .flatMap(parent -> parent(parent).stream())
                .collect(Collectors.toSet());
    }

    private Optional<Subject> parent(ParentRef parent) {
        if (parent.isEgressNetwork()) {
            return Optional.of(new NetworkId(parent.namespace(), parent.name()));
        }
        return parent.isService() || (serviceParentFallback && parent.isGateway())
                ? Optional.of(new ServiceId(parent.namespace(), parent.name()))
                : Optional.empty();
    }

    private boolean isHidden(ParentRef parent) {
        return parent.isGateway() && gateways.contains(new ServiceId(parent.namespace(), parent.name()));
    }
}
