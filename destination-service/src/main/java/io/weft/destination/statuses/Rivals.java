package io.weft.destination.statuses;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.weft.destination.answers.ServiceId;
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
    private record Place(ServiceId service, Optional<String> section, OptionalInt port) {
        static Place of(ServiceId service, ParentRef ref) {
            return new Place(service, ref.section(), ref.port());
        }
    }

    private record Attached(Place place, Route route) {}

    /** @param meant the Service a reference means, if it does */
    Rivals(Stream<Route> routes, Function<ParentRef, Optional<ServiceId>> meant) {
        byParent = routes.filter(
                        route -> Remarks.missingFilters(route).findAny().isEmpty())
                .flatMap(route -> route.parents().stream()
                        .flatMap(ref ->
                                meant.apply(ref).stream().map(service -> new Attached(Place.of(service, ref), route))))
                .collect(groupingBy(Attached::place, mapping(Attached::route, toList())));
    }

    /** The oldest route of a stronger kind that takes all clients from {@code route}; empty if none does. */
    Optional<Route> stronger(Route route, ParentRef ref, ServiceId service) {
        String namespace = route.metadata().namespace();
        return byParent.getOrDefault(Place.of(service, ref), List.of()).stream()
                .filter(other -> strength(other.kind()) > strength(route.kind()))
                .filter(other -> Stream.of(namespace, service.namespace())
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
