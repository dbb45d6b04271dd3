package io.weft.viz.metrics;

import io.grpc.Status;
import io.weft.viz.window.Family;
import io.weft.viz.window.Observation;
import io.weft.viz.workload.Workload;
import io.weft.viz.workload.Workloads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Requests that failed, or were refused, by the route that took them; the most frequent first. Pure. */
final class RouteFailureQuery {
    private static final EdgeEnds ENDS = new EdgeEnds(Optional.empty());
    private static final String OK = "0";
    private static final Map<String, String> NUMBERS = Arrays.stream(Status.Code.values())
            .collect(Collectors.toUnmodifiableMap(Status.Code::name, code -> Integer.toString(code.value())));

    private record Way(ResourceName client, ServiceName service, RouteName route) {}

    private record Cause(Way way, String status, String grpcStatus, String error, boolean refused) {}

    private final Map<ServiceName, Set<ResourceName>> behind = new HashMap<>();
    private final Map<Way, Double> requests = new HashMap<>();
    private final Map<Cause, Occurrences> failures = new HashMap<>();

    private RouteFailureQuery() {}

    static List<RouteFailureJson> answer(Workloads workloads, List<Observation> observed) {
        RouteFailureQuery query = new RouteFailureQuery();
        for (Observation each : observed) {
            Workload teller = workloads.get(each.workload());
            if (teller != null) {
                query.learn(each);
                query.add(teller, each);
            }
        }
        return query.report();
    }

    /** What is behind a Service. */
    private void learn(Observation observed) {
        if (observed.isOutbound()) {
            ServiceName.ofDestination(observed)
                    .ifPresent(service -> ENDS.destination(observed)
                            .ifPresent(owner -> behind.computeIfAbsent(service, key -> new TreeSet<>())
                                    .add(owner)));
        }
    }

    private void add(Workload teller, Observation observed) {
        switch (observed.family()) {
            case PROFILE_RESPONSES, HTTP_ROUTE_ENDS, GRPC_ROUTE_ENDS ->
                ENDS.of(teller)
                        .ifPresent(client -> ServiceName.ofRoute(observed)
                                .map(service -> new Way(client, service, RouteName.of(observed)))
                                .ifPresent(way -> add(way, observed)));
            default -> {} // not how requests of routes ended
        }
    }

    private void add(Way way, Observation observed) {
        requests.merge(way, observed.value(), Double::sum);
        String status =
                observed.label("http_status").isEmpty() ? observed.label("status_code") : observed.label("http_status");
        String grpcStatus = number(observed.label("grpc_status"));
        boolean success = success(observed);
        boolean refused = success && (status.startsWith("4") || !(grpcStatus.isEmpty() || grpcStatus.equals(OK)));
        if (!success || refused) {
            failures.merge(
                    new Cause(way, status, grpcStatus, observed.label("error"), refused),
                    Occurrences.of(observed),
                    Occurrences::plus);
        }
    }

    private static boolean success(Observation observed) {
        return observed.family() == Family.PROFILE_RESPONSES
                ? observed.label("classification").equals("success")
                : RouteTally.success(observed);
    }

    /** Routes of policies count gRPC's statuses by name, everybody else by number. */
    private static String number(String status) {
        return NUMBERS.getOrDefault(status, status);
    }

    private List<RouteFailureJson> report() {
        List<RouteFailureJson> rows = new ArrayList<>();
        failures.forEach((cause, occurrences) -> rows.add(json(cause, occurrences)));
        rows.sort(Comparator.comparing(RouteFailureJson::refused)
                .thenComparing(Comparator.comparingLong(RouteFailureJson::count).reversed())
                .thenComparing(RouteFailureJson::service)
                .thenComparing(RouteFailureJson::routeKind)
                .thenComparing(RouteFailureJson::route)
                .thenComparing(RouteFailureJson::client)
                .thenComparing(RouteFailureJson::status)
                .thenComparing(RouteFailureJson::grpcStatus)
                .thenComparing(RouteFailureJson::error));
        return rows;
    }

    private RouteFailureJson json(Cause cause, Occurrences occurrences) {
        ServiceName service = cause.way.service;
        return new RouteFailureJson(
                cause.way.client,
                new ResourceName(service.namespace(), "service", service.name()),
                cause.way.route.kind(),
                cause.way.route.name(),
                cause.status,
                cause.grpcStatus,
                cause.error,
                cause.refused,
                occurrences.count(),
                Math.round(requests.getOrDefault(cause.way, 0.0)),
                occurrences.seconds(),
                List.copyOf(behind.getOrDefault(service, Set.of())));
    }
}
