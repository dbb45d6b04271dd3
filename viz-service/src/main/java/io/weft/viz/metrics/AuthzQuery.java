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
 * Requests that resources received, by server, route and authorization; what was denied has no authorization.
 *
 * @see "viz, section 3.1: viz authz"
 */
public final class AuthzQuery {
    private static final Occurrences NEVER = new Occurrences(0, 0);

    private final Workloads workloads;
    private final ResourceSelector subject;
    private final TimeWindow window;
    private final OwnScrapes scrapes;
    private final Map<Rule, Sums> sums = new TreeMap<>(
            Comparator.comparing(Rule::server).thenComparing(Rule::route).thenComparing(Rule::authorization));

    private AuthzQuery(Workloads workloads, ResourceSelector subject, TimeWindow window) {
        this.workloads = workloads;
        this.subject = subject;
        this.window = window;
        scrapes = OwnScrapes.of(workloads);
    }

    private record Rule(ResourceName server, ResourceName route, ResourceName authorization) {}

    public static AuthzJson answer(
            Workloads workloads, List<Observation> observed, ResourceSelector subject, TimeWindow window) {
        AuthzQuery query = new AuthzQuery(workloads, subject, window);
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
                && subject.type().of(teller).filter(subject::selects).isPresent()) {
            sums.computeIfAbsent(rule(teller.key().namespace(), observed), key -> new Sums())
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

    private StatRowJson row(Rule rule, Sums sum) {
        boolean requests = sum.tally.requests() > 0;
        return new StatRowJson(
                new ResourceName(subject.namespace(), subject.type().text(), subject.name()),
                window.text(),
                "",
                0,
                0,
                0,
                requests ? BasicStatsJson.of(sum.tally) : null,
                null,
                null,
                new ServerStatsJson(
                        sum.allowed.count(), sum.denied.count(), rule.server, rule.route, rule.authorization),
                null,
                Math.max(sum.tally.seconds(), Math.max(sum.allowed.seconds(), sum.denied.seconds())),
                Map.of());
    }

    /** Of one rule. Not thread-safe. */
    private static final class Sums {
        private final Tally tally = new Tally("src");
        private Occurrences allowed = NEVER;
        private Occurrences denied = NEVER;

        void add(Observation observed) {
            switch (observed.family()) {
                case REQUESTS_ALLOWED -> allowed = allowed.plus(Occurrences.of(observed));
                case REQUESTS_DENIED -> denied = denied.plus(Occurrences.of(observed));
                default -> tally.add(observed);
            }
        }
    }
}
