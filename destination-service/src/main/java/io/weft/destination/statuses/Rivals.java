package io.weft.destination.statuses;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.weft.kubernetes.resource.Condition;
import io.weft.kubernetes.resource.ResourceId;
import io.weft.kubernetes.resource.ResourceKind;
import io.weft.kubernetes.resource.Route;
import io.weft.kubernetes.resource.Route.ParentRef;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Routes of different kinds with the same parent, port for port: of them the strongest kind counts alone, for the clients it is
 * for. Pure.
 */
final class Rivals {
    private final Map<Place, List<Route>> byParent;

    /** A parent, restricted as a reference has it. */
    private record Place(ResourceId parent, Optional<String> section, OptionalInt port) {
        static Place of(ResourceId parent, ParentRef ref) {
            return new Place(parent, ref.section(), ref.port());
        }
    }

    private record Attached(Place place, Route route) {}

    /** @param meant the parent a reference means, if it does */
    Rivals(Stream<Route> routes, Function<ParentRef, Optional<ResourceId>> meant) {
        byParent = routes.filter(
                        route -> Remarks.missingFilters(route).findAny().isEmpty())
                .flatMap(route -> route.parents().stream()
                        .flatMap(ref ->
                                meant.apply(ref).stream().map(parent -> new Attached(Place.of(parent, ref), route))))
                .collect(groupingBy(Attached::place, mapping(Attached::route, toList())));
    }

    /** Of a route whose parent is there: whether it counts. */
    Condition verdict(Route route, ParentRef ref, ResourceId parent, Remarks remarks) {
        return stronger(route, ref, parent)
                .map(rival -> Reason.CONFLICTED.because(rival.id() + " has the same parent."))
                .orElseGet(() -> Reason.ACCEPTED.because(remarks.of(route)));
    }

    /** The oldest route of a stronger kind that takes all clients from {@code route}; empty if none does. */
    private Optional<Route> stronger(Route route, ParentRef ref, ResourceId parent) {
        String namespace = route.metadata().namespace();
        return byParent.getOrDefault(Place.of(parent, ref), List.of()).stream()
                .filter(other -> strength(other.kind()) > strength(route.kind()))
                .filter(other -> Stream.of(namespace, parent.namespace())
                        .anyMatch(other.metadata().namespace()::equals))
                .max(Comparator.<Route>comparingInt(other -> strength(other.kind()))
                        .thenComparing(Route.SENIORITY.reversed()));
    }

    private static int strength(ResourceKind kind) {
        return switch (kind) {
            case GRPC_ROUTE -> 4;
            case HTTP_ROUTE, GATEWAY_HTTP_ROUTE -> 3;
            case TLS_ROUTE -> 2;
            default -> 1;
        };
    }
}
