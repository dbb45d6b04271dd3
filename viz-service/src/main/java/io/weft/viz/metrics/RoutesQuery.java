package io.weft.viz.metrics;

import io.weft.kubernetes.resource.LabelSelector;
import io.weft.viz.metrics.RoutesRequest.Target;
import io.weft.viz.window.Observation;
import io.weft.viz.workload.Workload;
import io.weft.viz.workload.WorkloadKey;
import io.weft.viz.workload.Workloads;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What took which route, told by the clients' sidecars: of ServiceProfiles as well as of policies. Which Services lead to a
 * workload is learned from the traffic itself.
 *
 * @see "viz, section 3.1: routes"
 */
public final class RoutesQuery {
    private final Workloads workloads;
    private final RoutesRequest request;
    private final String clusterDomain;
    private final Map<ServiceName, Set<ResourceName>> behind = new HashMap<>(); // the resources of a Service
    private final Map<ResourceName, Map<Route, RouteTally>> tables = new TreeMap<>();

    private RoutesQuery(Workloads workloads, RoutesRequest request, String clusterDomain) {
        this.workloads = workloads;
        this.request = request;
        this.clusterDomain = clusterDomain;
    }

    private record Route(ServiceName service, RouteName name) {
        private static final Comparator<Route> ORDER = Comparator.comparing((Route route) -> route.name.isDefault())
                .thenComparing(Route::service)
                .thenComparing(route -> route.name.name())
                .thenComparing(route -> route.name.kind());
    }

    public static RoutesJson answer(
            Workloads workloads, List<Observation> observed, RoutesRequest request, String clusterDomain) {
        RoutesQuery query = new RoutesQuery(workloads, request, clusterDomain);
        observed.stream().filter(Observation::isOutbound).forEach(query::learn);
        observed.stream().filter(each -> each.family().isOfRoutes()).forEach(query::add);
        return query.report();
    }

    /** The resources that the question names, of those a Service leads to. */
    private void learn(Observation observed) {
        boolean towards = request.to().isPresent();
        Target target = request.to().orElse(request.subject());
        target.type()
                .ifPresent(type -> ServiceName.ofDestination(observed).ifPresent(service -> {
                    ResourceName resource =
                            new ResourceName(service.namespace(), type.text(), observed.label(type.destinationLabel()));
                    if (!resource.name().isEmpty()
                            && target.selects(resource)
                            && (towards || isLabelledSo(pod(observed)))) {
                        behind.computeIfAbsent(service, key -> new TreeSet<>()).add(resource);
                    }
                }));
    }

    /** That was sent to; null if it is not known. */
    private @Nullable Workload pod(Observation observed) {
        return workloads.get(new WorkloadKey(observed.label("dst_namespace"), "pod", observed.label("dst_pod")));
    }

    private boolean isLabelledSo(@Nullable Workload pod) {
        return request.labels().equals(LabelSelector.everything())
                || (pod != null && request.labels().matches(pod.labels()));
    }

    private void add(Observation observed) {
        Workload teller = workloads.get(observed.workload());
        if (teller == null) {
            return;
        }
        ServiceName.ofRoute(observed)
                .ifPresent(service -> resources(teller, service)
                        .forEach(resource -> tables.computeIfAbsent(resource, key -> new TreeMap<>(Route.ORDER))
                                .computeIfAbsent(new Route(service, RouteName.of(observed)), key -> new RouteTally())
                                .add(observed)));
    }

    /** Whose tables a request of {@code teller} to {@code service} belongs to. */
    private Set<ResourceName> resources(Workload teller, ServiceName service) {
        Set<ResourceName> there = there(request.to().orElse(request.subject()), service);
        if (request.to().isEmpty() || there.isEmpty()) {
            return there;
        }
        return request
                .subject()
                .type()
                .filter(type -> isLabelledSo(teller))
                .flatMap(type -> type.of(teller))
                .filter(request.subject()::selects)
                .stream()
                .collect(Collectors.toSet());
    }

    private Set<ResourceName> there(Target target, ServiceName service) {
        if (target.type().isPresent()) {
            return behind.getOrDefault(service, Set.of());
        }
        ResourceName named = target.named(service);
        return target.selects(named) ? Set.of(named) : Set.of();
    }

    private RoutesJson report() {
        return new RoutesJson(new RoutesJson.Ok(tables.entrySet().stream()
                .map(table -> new RoutesJson.RouteTable(
                        table.getKey().type() + "/" + table.getKey().name(),
                        table.getKey().namespace(),
                        table.getValue().entrySet().stream()
                                .map(route -> row(route.getKey(), route.getValue()))
                                .toList()))
                .toList()));
    }

    private RoutesJson.Row row(Route route, RouteTally tally) {
        ServiceName service = route.service;
        return new RoutesJson.Row(
                route.name.name(),
                request.window().text(),
                tally.stats(),
                service.name() + "." + service.namespace() + ".svc." + clusterDomain,
                route.name.kind(),
                tally.retries(),
                tally.timeouts(),
                tally.seconds());
    }
}
