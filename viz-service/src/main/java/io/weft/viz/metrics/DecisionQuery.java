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

    private record Decision(
            ResourceName workload,
            String clientId,
            boolean tls,
            String target,
            String server,
            String authorization,
            boolean requests,
            boolean allowed) {}

    private DecisionQuery() {}

    static List<DecisionJson> answer(Workloads workloads, List<Observation> observed) {
        OwnScrapes scrapes = OwnScrapes.of(workloads);
        Map<Decision, Occurrences> counts = new HashMap<>();
        for (Observation each : observed) {
            Workload teller = workloads.get(each.workload());
            if (teller != null && each.family().isDecision() && !ProbedPorts.isProbe(each) && !scrapes.includes(each)) {
                ENDS.of(teller)
                        .ifPresent(name -> counts.merge(decision(name, each), Occurrences.of(each), Occurrences::plus));
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

    private static DecisionJson json(Decision decision, Occurrences occurrences) {
        return new DecisionJson(
                decision.workload,
                decision.clientId,
                decision.tls,
                decision.target,
                decision.server,
                decision.authorization,
                decision.requests,
                decision.allowed,
                occurrences.count(),
                occurrences.seconds());
    }
}
