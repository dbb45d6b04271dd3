package io.weft.viz.metrics;

import io.weft.viz.split.Split;
import io.weft.viz.window.Family;
import io.weft.viz.window.Observation;
import io.weft.viz.workload.WorkloadKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the clients' sidecars sent to each leaf of each split. Tries of a route they count by its backends. Those of a
 * TrafficSplit or ServiceProfile they count by profile without its leaves; there the leaves' own counts are taken, of clients
 * that called the split Service, and held against the tries. Pure.
 */
public final class CanaryQuery {
    private static final double SLACK = 0.02; // of tries that are under way, and of scrapes that came between
    private static final double FEW = 5;

    private final List<Split> splits;
    private final Map<Split, Map<Split.Leaf, RouteEnds>> sent = new HashMap<>();
    private final Map<ServiceName, Map<WorkloadKey, Double>> tries = new HashMap<>(); // by profile, of each client

    private CanaryQuery(List<Split> splits) {
        this.splits = splits;
    }

    public static CanaryJson answer(List<Split> splits, boolean current, List<Observation> observed) {
        CanaryQuery query = new CanaryQuery(splits);
        observed.forEach(query::countTries);
        observed.forEach(query::add);
        return new CanaryJson(current, splits.stream().map(query::json).toList());
    }

    private void countTries(Observation observed) {
        if (observed.family() == Family.PROFILE_TRIES) {
            ServiceName.ofRoute(observed)
                    .ifPresent(service -> tries.computeIfAbsent(service, key -> new HashMap<>())
                            .merge(observed.workload(), observed.value(), Double::sum));
        }
    }

    private void add(Observation observed) {
        switch (observed.family()) {
            case HTTP_ROUTE_TRIES, GRPC_ROUTE_TRIES, HTTP_ROUTE_TRY_SECONDS_BUCKETS, GRPC_ROUTE_TRY_SECONDS_BUCKETS ->
                addOfRoute(observed);
            case RESPONSES, LATENCY_BUCKETS -> addOfProfile(observed);
            default -> {} // says nothing of leaves
        }
    }

    private void addOfRoute(Observation observed) {
        for (Split split : splits) {
            if (split.isOfRoute() && isOf(split, observed)) {
                split.leaves().stream()
                        .filter(leaf -> isBackend(leaf, observed))
                        .forEach(leaf -> count(ends(split, leaf), observed));
            }
        }
    }

    private static boolean isOf(Split split, Observation observed) {
        return observed.label("route_name").equals(split.name())
                && observed.label("route_namespace").equals(split.namespace())
                && observed.label("route_kind").equals(split.kind())
                && observed.label("parent_name").equals(split.service().name())
                && observed.label("parent_namespace").equals(split.service().namespace());
    }

    private static boolean isBackend(Split.Leaf leaf, Observation observed) {
        return observed.label("backend_name").equals(leaf.service().name())
                && observed.label("backend_namespace").equals(leaf.service().namespace())
                && observed.label("backend_port").equals(Integer.toString(leaf.port()));
    }

    private void addOfProfile(Observation observed) {
        if (!observed.isOutbound()) {
            return;
        }
        ServiceName.ofDestination(observed).ifPresent(service -> {
            for (Split split : splits) {
                if (!split.isOfRoute() && !split.overridden() && calls(observed.workload(), split)) {
                    split.leaves().stream()
                            .filter(leaf -> name(leaf.service()).equals(service))
                            .forEach(leaf -> count(ends(split, leaf), observed));
                }
            }
        });
    }

    private boolean calls(WorkloadKey client, Split split) {
        return tries.getOrDefault(name(split.service()), Map.of()).containsKey(client);
    }

    private static void count(RouteEnds ends, Observation observed) {
        switch (observed.family()) {
            case HTTP_ROUTE_TRIES, GRPC_ROUTE_TRIES -> ends.ended(observed, RouteTally.success(observed));
            case RESPONSES ->
                ends.ended(observed, observed.label("classification").equals("success"));
            case LATENCY_BUCKETS -> ends.tookMillis(observed);
            default -> ends.tookSeconds(observed);
        }
    }

    private RouteEnds ends(Split split, Split.Leaf leaf) {
        return sent.computeIfAbsent(split, key -> new HashMap<>()).computeIfAbsent(leaf, key -> new RouteEnds());
    }

    private CanaryJson.Split json(Split split) {
        long weights = split.leaves().stream().mapToLong(Split.Leaf::weight).sum();
        return new CanaryJson.Split(
                split.kind(),
                split.namespace(),
                split.name(),
                split.rule(),
                split.rules(),
                resource(split.service()),
                split.overridden(),
                unsure(split),
                split.leaves().stream().map(leaf -> json(split, leaf, weights)).toList());
    }

    private CanaryJson.Leaf json(Split split, Split.Leaf leaf, long weights) {
        RouteEnds ends = ends(split, leaf);
        return new CanaryJson.Leaf(
                resource(leaf.service()),
                leaf.port(),
                weights == 0 ? 0 : (double) leaf.weight() / weights,
                ends.stats(),
                ends.seconds());
    }

    private String unsure(Split split) {
        if (split.leaves().stream().distinct().count() < split.leaves().size()) {
            return "a leaf is named twice";
        }
        if (split.isOfRoute()) {
            return split.rules() > 1 ? "sidecars count the " + split.rules() + " rules of the route together" : "";
        }
        double through = tries.getOrDefault(name(split.service()), Map.of()).values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        double counted = sent.getOrDefault(split, Map.of()).values().stream()
                .mapToDouble(ends -> ends.stats().successCount() + ends.stats().failureCount())
                .sum();
        return counted > through * (1 + SLACK) + FEW
                ? "more reached the leaves than went through the split: by their own names, or before it was there"
                : "";
    }

    private static ServiceName name(Split.Target service) {
        return new ServiceName(service.namespace(), service.name());
    }

    private static ResourceName resource(Split.Target service) {
        return new ResourceName(
                service.namespace(), service.namespace().isEmpty() ? "host" : "service", service.name());
    }
}
