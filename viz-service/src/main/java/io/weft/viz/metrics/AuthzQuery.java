package io.weft.viz.metrics;

import io.weft.kubernetes.resource.LabelSelector;
import io.weft.viz.window.Family;
import io.weft.viz.window.Observation;
import io.weft.viz.workload.Workload;
import io.weft.viz.workload.Workloads;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Requests that resources received, by server, route and authorization; what was denied has no authorization.
 *
 * @see "viz, section 3.1: viz authz"
 */
public final class AuthzQuery {
    private final Workloads workloads;
    private final ResourceSelector subject;
    private final LabelSelector labels;
    private final TimeWindow window;
    private final OwnScrapes scrapes;
    private final Map<Rule, RuleTally> sums = new TreeMap<>(
            Comparator.comparing(Rule::server).thenComparing(Rule::route).thenComparing(Rule::authorization));

    private AuthzQuery(Workloads workloads, ResourceSelector subject, LabelSelector labels, TimeWindow window) {
        this.workloads = workloads;
        this.subject = subject;
        this.labels = labels;
        this.window = window;
        scrapes = OwnScrapes.of(workloads);
    }

    private record Rule(ResourceName server, ResourceName route, ResourceName authorization) {}

    /** {@code labels}: what the subject's pods must have, others are not counted. */
    public static AuthzJson answer(
            Workloads workloads,
            List<Observation> observed,
            ResourceSelector subject,
            LabelSelector labels,
            TimeWindow window) {
        AuthzQuery query = new AuthzQuery(workloads, subject, labels, window);
        observed.forEach(query::add);
        return AuthzJson.of(query.sums.entrySet().stream()
                .map(entry -> query.row(entry.getKey(), entry.getValue()))
                .toList());
    }

    private void add(Observation observed) {
        Workload teller = workloads.get(observed.workload());
        if (teller != null
                && counts(observed)
                && !scrapes.includes(observed)
                && labels.matches(teller.labels())
                && subject.type().of(teller).filter(subject::selects).isPresent()) {
            sums.computeIfAbsent(rule(teller.key().namespace(), observed), key -> new RuleTally())
                    .add(observed);
        }
    }

    private static boolean counts(Observation observed) {
        return switch (observed.family()) {
            case RESPONSES, LATENCY_BUCKETS -> observed.isInbound();
            case REQUESTS_ALLOWED, REQUESTS_DENIED -> true;
            default -> false;
        };
    }

    private static Rule rule(String namespace, Observation observed) {
        return new Rule(
                name(namespace, observed, "srv"),
                name(namespace, observed, "route"),
                observed.family() == Family.REQUESTS_DENIED
                        ? new ResourceName(namespace, "", "")
                        : name(namespace, observed, "authz"));
    }

    private static ResourceName name(String namespace, Observation observed, String label) {
        return new ResourceName(namespace, observed.label(label + "_kind"), observed.label(label + "_name"));
    }

    private StatRowJson row(Rule rule, RuleTally tally) {
        return new StatRowJson(
                new ResourceName(subject.namespace(), subject.type().text(), subject.name()),
                window.text(),
                "",
                0,
                0,
                0,
                tally.stats(),
                null,
                null,
                tally.decided(rule.server, rule.route, rule.authorization),
                null,
                tally.seconds(),
                Map.of());
    }
}
