package io.weft.viz.metrics;

import io.weft.viz.window.Family;
import io.weft.viz.window.Observation;
import io.weft.viz.workload.Workload;
import io.weft.viz.workload.Workloads;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who was let in or turned away, and by what; refusals first. A kubelet's probes and our own scrapes are left out. Pure. */
final class DecisionQuery {
    private static final EdgeEnds ENDS = new EdgeEnds(Optional.empty());
    private static final double MILLIS = 1e3;

    private record Decision(
            ResourceName workload,
            String clientId,
            boolean tls,
            String target,
            String server,
            String authorization,
            boolean requests,
            boolean allowed) {}

    private record Count(double times, double seconds) {
        Count plus(Count more) {
            return new Count(times + more.times, Math.max(seconds, more.seconds));
        }
    }

    private DecisionQuery() {}

    static List<DecisionJson> answer(Workloads workloads, List<Observation> observed) {
        OwnScrapes scrapes = OwnScrapes.of(workloads);
        Map<Decision, Count> counts = new HashMap<>();
        for (Observation each : observed) {
            Workload teller = workloads.get(each.workload());
            if (teller != null && each.family().isDecision() && !isProbe(each) && !scrapes.includes(each)) {
                Count count = new Count(each.value(), each.watched().toMillis() / MILLIS);
                ENDS.of(teller).ifPresent(name -> counts.merge(decision(name, each), count, Count::plus));
            }
        }
        return counts.entrySet().stream()
                .map(entry -> json(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(DecisionJson::allowed)
                        .thenComparing(DecisionJson::workload)
                        .thenComparing(DecisionJson::clientId)
                        .thenComparing(DecisionJson::target)
                        .thenComparing(DecisionJson::authorization)
                        .thenComparing(DecisionJson::requests))
                .toList();
    }

    private static boolean isProbe(Observation observed) {
        return observed.label("route_kind").equals("default")
                && observed.label("route_name").equals("probe");
    }

    private static Decision decision(ResourceName name, Observation observed) {
        Family family = observed.family();
        boolean allowed = family == Family.REQUESTS_ALLOWED || family == Family.CONNECTIONS_ALLOWED;
        return new Decision(
                name,
                observed.label("client_id"),
                observed.label("tls").equals("true"),
                observed.label("target_addr"),
                object(observed, "srv"),
                allowed ? object(observed, "authz") : "",
                family == Family.REQUESTS_ALLOWED || family == Family.REQUESTS_DENIED,
                allowed);
    }

    private static String object(Observation observed, String label) {
        String kind = observed.label(label + "_kind");
        String name = observed.label(label + "_name");
        return kind.isEmpty() && name.isEmpty() ? "" : kind + '/' + name;
    }

    private static DecisionJson json(Decision decision, Count count) {
        return new DecisionJson(
                decision.workload,
                decision.clientId,
                decision.tls,
                decision.target,
                decision.server,
                decision.authorization,
                decision.requests,
                decision.allowed,
                Math.round(count.times),
                count.seconds);
    }
}
