package io.weft.viz.metrics;

import io.weft.viz.window.Family;
import io.weft.viz.window.Observation;
import io.weft.viz.workload.Workload;
import io.weft.viz.workload.Workloads;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Requests that resources received, by server, port and route.
 *
 * @see "viz, section 3.1: stat-inbound"
 */
public final class InboundQuery {
    private final Workloads workloads;
    private final ResourceSelector subject;
    private final OwnScrapes scrapes;
    private final Map<Way, RouteEnds> ways = new TreeMap<>(Comparator.comparing(Way::resource)
            .thenComparing(Way::server)
            .thenComparing(Way::port)
            .thenComparing(Way::route));

    private InboundQuery(Workloads workloads, ResourceSelector subject) {
        this.workloads = workloads;
        this.subject = subject;
        scrapes = OwnScrapes.of(workloads);
    }

    private record Way(ResourceName resource, ResourceName server, String port, ResourceName route) {
        static Way of(ResourceName resource, Observation observed) {
            String target = observed.label("target_addr");
            return new Way(
                    resource,
                    named(resource.namespace(), observed, "srv"),
                    target.substring(target.lastIndexOf(':') + 1),
                    named(resource.namespace(), observed, "route"));
        }

        private static ResourceName named(String namespace, Observation observed, String label) {
            return new ResourceName(namespace, observed.label(label + "_kind"), observed.label(label + "_name"));
        }
    }

    public static InboundJson answer(Workloads workloads, List<Observation> observed, ResourceSelector subject) {
        InboundQuery query = new InboundQuery(workloads, subject);
        observed.forEach(query::add);
        return new InboundJson(new InboundJson.Ok(query.ways.entrySet().stream()
                .filter(entry -> entry.getValue().any())
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .toList()));
    }

    private void add(Observation observed) {
        Workload teller = workloads.get(observed.workload());
        if (teller == null || !observed.isInbound() || scrapes.includes(observed)) {
            return;
        }
        subject.type().of(teller).filter(subject::selects).ifPresent(resource -> count(resource, observed));
    }

    private void count(ResourceName resource, Observation observed) {
        if (observed.family() == Family.RESPONSES) {
            ends(resource, observed)
                    .ended(observed, observed.label("classification").equals("success"));
        } else if (observed.family() == Family.LATENCY_BUCKETS) {
            ends(resource, observed).tookMillis(observed);
        }
    }

    private RouteEnds ends(ResourceName resource, Observation observed) {
        return ways.computeIfAbsent(Way.of(resource, observed), key -> new RouteEnds());
    }

    private static InboundJson.Row row(Way way, RouteEnds ends) {
        return new InboundJson.Row(way.resource, way.server, way.port, way.route, ends.stats(), ends.seconds());
    }
}
