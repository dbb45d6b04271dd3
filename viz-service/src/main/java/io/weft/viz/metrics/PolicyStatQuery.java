package io.weft.viz.metrics;

import io.weft.viz.window.Observation;
import io.weft.viz.workload.Workload;
import io.weft.viz.workload.Workloads;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows of policies, as the sidecars tell where they decided: one of each Server or authorization, and of an HTTPRoute one at each
 * Server. Those that had nothing to decide in the window have none. Pure.
 *
 * @see "viz, section 3.1: server, serverauthorization, authorizationpolicy, httproute"
 */
public final class PolicyStatQuery {
    private final Workloads workloads;
    private final PolicyStatRequest request;
    private final ProbedPorts probed;
    private final OwnScrapes scrapes;
    private final Map<Policy, Sums> sums =
            new TreeMap<>(Comparator.comparing(Policy::name).thenComparing(Policy::server));

    private PolicyStatQuery(Workloads workloads, PolicyStatRequest request, ProbedPorts probed) {
        this.workloads = workloads;
        this.request = request;
        this.probed = probed;
        scrapes = OwnScrapes.of(workloads);
    }

    /** {@code server}: of a route; of others it has no name. */
    private record Policy(ResourceName name, ResourceName server) {}

    /** What one decided about, and what they proved. */
    private static final class Sums {
        private final RuleTally tally = new RuleTally();
        private @Nullable Authentication proofs;

        void add(PeerProof proof) {
            proofs = proofs == null ? new Authentication() : proofs;
            proofs.add(proof);
        }
    }

    public static StatSummaryJson answer(Workloads workloads, List<Observation> observed, PolicyStatRequest request) {
        PolicyStatQuery query = new PolicyStatQuery(workloads, request, ProbedPorts.of(observed));
        observed.stream().filter(PolicyStatQuery::counts).forEach(query::add);
        return StatSummaryJson.of(query.sums.entrySet().stream()
                .map(row -> query.row(row.getKey(), row.getValue()))
                .toList());
    }

    private static boolean counts(Observation observed) {
        return switch (observed.family()) {
            case REQUESTS_ALLOWED, REQUESTS_DENIED -> true;
            default -> observed.family().isTraffic() && observed.isInbound();
        };
    }

    private void add(Observation observed) {
        policy(observed).filter(each -> request.selects(each.name())).ifPresent(policy -> {
            Sums sum = sums.computeIfAbsent(policy, _ -> new Sums());
            sum.tally.add(observed);
            if (observed.family().isTraffic() && !scrapes.includes(observed)) {
                sum.add(PeerProof.ofClient(observed, probed));
            }
        });
    }

    private Optional<Policy> policy(Observation observed) {
        Workload teller = workloads.get(observed.workload());
        if (teller == null || !request.labels().matches(teller.labels())) {
            return Optional.empty();
        }
        String namespace = teller.key().namespace();
        return request.type().of(namespace, observed).map(name -> new Policy(name, server(namespace, observed)));
    }

    private ResourceName server(String namespace, Observation observed) {
        return request.type() == PolicyType.HTTPROUTE
                ? new ResourceName(namespace, observed.label("srv_kind"), observed.label("srv_name"))
                : new ResourceName(namespace, "", "");
    }

    private StatRowJson row(Policy policy, Sums sum) {
        boolean counted = !request.skipStats();
        boolean tcp = counted && request.tcpStats() && request.type() == PolicyType.SERVER;
        return new StatRowJson(
                policy.name,
                request.window().text(),
                "",
                0,
                0,
                0,
                counted ? sum.tally.stats() : null,
                tcp ? sum.tally.tcpStats() : null,
                null,
                counted ? decided(policy, sum.tally) : null,
                counted && sum.proofs != null ? sum.proofs.text() : null,
                sum.tally.seconds(),
                Map.of());
    }

    private ServerStatsJson decided(Policy policy, RuleTally tally) {
        ResourceName none = new ResourceName(policy.name.namespace(), "", "");
        return switch (request.type()) {
            case SERVER -> tally.decided(policy.name, none, none);
            case HTTPROUTE -> tally.decided(policy.server, policy.name, none);
            case AUTHORIZATIONPOLICY, SERVERAUTHORIZATION -> tally.decided(none, none, policy.name);
        };
    }
}
