package io.weft.viz.metrics;

import io.weft.viz.window.Observation;
import io.weft.viz.workload.Workload;
import io.weft.viz.workload.Workloads;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Requests that resources sent, by Service and route, and their tries by backend.
 *
 * @see "viz, section 3.1: stat-outbound"
 */
public final class OutboundQuery {
    private final Workloads workloads;
    private final ResourceSelector subject;
    private final Map<Way, Sums> ways = new TreeMap<>(
            Comparator.comparing(Way::resource).thenComparing(Way::service).thenComparing(Way::route));

    private OutboundQuery(Workloads workloads, ResourceSelector subject) {
        this.workloads = workloads;
        this.subject = subject;
    }

    /** A port of something that a route leads from, or to. */
    private record PortOf(ResourceName object, String port) implements Comparable<PortOf> {
        private static final Comparator<PortOf> ORDER =
                Comparator.comparing(PortOf::object).thenComparing(PortOf::port);

        static PortOf of(Observation observed, String label) {
            return new PortOf(named(observed, label), observed.label(label + "_port"));
        }

        @Override
        public int compareTo(PortOf other) {
            return ORDER.compare(this, other);
        }
    }

    private record Way(ResourceName resource, PortOf service, ResourceName route) {}

    private static final class Sums {
        private final RouteEnds requests = new RouteEnds();
        private final Map<PortOf, RouteEnds> tries = new TreeMap<>();

        void add(Observation observed) {
            switch (observed.family()) {
                case HTTP_ROUTE_ENDS, GRPC_ROUTE_ENDS -> requests.ended(observed, RouteTally.success(observed));
                case HTTP_ROUTE_SECONDS_BUCKETS, GRPC_ROUTE_SECONDS_BUCKETS -> requests.tookSeconds(observed);
                case HTTP_ROUTE_RETRIES, GRPC_ROUTE_RETRIES -> requests.retried(observed);
                case HTTP_ROUTE_TRIES, GRPC_ROUTE_TRIES ->
                    backend(observed).ended(observed, RouteTally.success(observed));
                case HTTP_ROUTE_TRY_SECONDS_BUCKETS, GRPC_ROUTE_TRY_SECONDS_BUCKETS ->
                    backend(observed).tookSeconds(observed);
                default -> {} // not of routes of policies
            }
        }

        private RouteEnds backend(Observation observed) {
            return tries.computeIfAbsent(PortOf.of(observed, "backend"), key -> new RouteEnds());
        }
    }

    public static OutboundJson answer(Workloads workloads, List<Observation> observed, ResourceSelector subject) {
        OutboundQuery query = new OutboundQuery(workloads, subject);
        observed.forEach(query::add);
        return new OutboundJson(new OutboundJson.Ok(query.ways.entrySet().stream()
                .filter(entry -> entry.getValue().requests.any())
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .toList()));
    }

    private void add(Observation observed) {
        Workload teller = workloads.get(observed.workload());
        if (teller == null
                || !observed.family().isOfRoutes()
                || observed.label("parent_name").isEmpty()) {
            return;
        }
        subject.type()
                .of(teller)
                .filter(subject::selects)
                .map(resource -> new Way(resource, PortOf.of(observed, "parent"), named(observed, "route")))
                .ifPresent(way -> ways.computeIfAbsent(way, key -> new Sums()).add(observed));
    }

    private static ResourceName named(Observation observed, String label) {
        return new ResourceName(
                observed.label(label + "_namespace"), observed.label(label + "_kind"), observed.label(label + "_name"));
    }

    private static OutboundJson.Row row(Way way, Sums sums) {
        return new OutboundJson.Row(
                way.resource,
                way.service.object,
                way.service.port,
                way.route,
                sums.requests.stats(),
                sums.requests.timeouts(),
                sums.requests.retries(),
                sums.requests.seconds(),
                sums.tries.entrySet().stream()
                        .filter(backend -> backend.getValue().any())
                        .map(backend -> backend(backend.getKey(), backend.getValue()))
                        .toList());
    }

    private static OutboundJson.Backend backend(PortOf backend, RouteEnds ends) {
        return new OutboundJson.Backend(backend.object, backend.port, ends.stats(), ends.timeouts(), ends.seconds());
    }
}
