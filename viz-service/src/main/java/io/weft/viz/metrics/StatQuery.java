package io.weft.viz.metrics;

import io.weft.viz.window.Observation;
import io.weft.viz.workload.Workload;
import io.weft.viz.workload.WorkloadKey;
import io.weft.viz.workload.Workloads;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows of statistics. Without {@code to} or {@code from} every resource has a row, told by its own sidecars' inbound side;
 * with one of them only resources with traffic have, told by the clients' outbound side.
 *
 * @see "viz, section 3.1"
 */
public final class StatQuery {
    private static final Tally NOTHING = new Tally("");

    private final Workloads workloads;
    private final StatRequest request;
    private final Map<ResourceName, Tally> tallies = new HashMap<>();
    private final Map<ResourceName, Authentication> authentications = new HashMap<>();
    private final Map<WorkloadKey, Optional<ResourceName>> own = new HashMap<>(); // rows of who tells
    private final OwnScrapes scrapes;
    private final ProbedPorts probed;

    private StatQuery(Workloads workloads, StatRequest request, ProbedPorts probed) {
        this.workloads = workloads;
        this.request = request;
        this.probed = probed;
        scrapes = OwnScrapes.of(workloads);
    }

    public static StatSummaryJson answer(Workloads workloads, List<Observation> observed, StatRequest request) {
        StatQuery query = new StatQuery(workloads, request, ProbedPorts.of(observed));
        if (!request.skipStats()) {
            observed.forEach(query::add);
        }
        return StatSummaryJson.of(query.rows());
    }

    private void add(Observation observed) {
        row(observed).ifPresent(row -> {
            tallies.computeIfAbsent(row, key -> new Tally(request.isOutbound() ? "dst" : "src"))
                    .add(observed);
            if (!scrapes.includes(observed)) {
                authentications
                        .computeIfAbsent(row, key -> new Authentication())
                        .add(
                                request.isOutbound()
                                        ? PeerProof.ofServer(observed)
                                        : PeerProof.ofClient(observed, probed));
            }
        });
    }

    /** The row that an observation belongs to, by the case of the request. */
    private Optional<ResourceName> row(Observation observed) {
        if (!observed.family().isTraffic() || observed.isOutbound() != request.isOutbound()) {
            return Optional.empty();
        }
        Optional<ResourceName> teller = own.computeIfAbsent(observed.workload(), this::teller);
        ResourceType type = request.subject().type();
        if (request.from().isPresent()) {
            return teller.flatMap(source -> destination(observed, type)).filter(request.subject()::selects);
        }
        boolean counts = request.to().isEmpty()
                || destination(observed, request.to().get())
                        .filter(request.to().get()::selects)
                        .isPresent();
        return counts ? teller : Optional.empty();
    }

    /** Whoever tells, if it is asked about: as the source of {@code from}, else as the subject. */
    private Optional<ResourceName> teller(WorkloadKey key) {
        Workload workload = workloads.get(key);
        ResourceSelector asked = request.from().orElse(request.subject());
        return workload == null
                        || (request.from().isEmpty() && !request.labels().matches(workload.labels()))
                ? Optional.empty()
                : asked.type().of(workload).filter(asked::selects);
    }

    private static Optional<ResourceName> destination(Observation observed, RoutesRequest.Target to) {
        return to.type().isPresent()
                ? destination(observed, to.type().get())
                : ServiceName.ofDestination(observed).map(to::named);
    }

    private static Optional<ResourceName> destination(Observation observed, ResourceType type) {
        String name = observed.label(type.destinationLabel());
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(new ResourceName(observed.label("dst_namespace"), type.text(), name));
    }

    private List<StatRowJson> rows() {
        Map<ResourceName, PodCounts> all = new TreeMap<>();
        for (Workload workload : workloads.all()) {
            if (!request.labels().matches(workload.labels())) {
                continue;
            }
            request.subject()
                    .type()
                    .of(workload)
                    .filter(request.subject()::selects)
                    .ifPresent(row -> all.merge(row, PodCounts.of(workload), PodCounts::plus));
        }
        return all.entrySet().stream()
                .filter(row -> !request.isOutbound() || tallies.containsKey(row.getKey()))
                .map(row -> row(row.getKey(), row.getValue(), tallies.getOrDefault(row.getKey(), NOTHING)))
                .toList();
    }

    private StatRowJson row(ResourceName resource, PodCounts pods, Tally tally) {
        boolean requests = tally.requests() > 0;
        boolean tcp = request.tcpStats() && !request.skipStats();
        return new StatRowJson(
                resource,
                request.window().text(),
                status(pods),
                pods.meshed(),
                pods.running(),
                0,
                requests ? BasicStatsJson.of(tally) : null,
                tcp ? tally.tcpStats() : null,
                null,
                null,
                authentication(resource, pods),
                tally.seconds(),
                Map.of());
    }

    private String status(PodCounts pods) {
        if (request.subject().type() != ResourceType.POD) {
            return "";
        }
        return pods.ready() == pods.running() ? "Running" : "NotReady";
    }

    private @Nullable String authentication(ResourceName resource, PodCounts pods) {
        return request.skipStats() || pods.meshed() == 0
                ? null
                : authentications.getOrDefault(resource, new Authentication()).text();
    }

    private record PodCounts(long meshed, long running, long ready) {
        static PodCounts of(Workload workload) {
            return new PodCounts(workload.meshed() ? 1 : 0, 1, workload.ready() ? 1 : 0);
        }

        PodCounts plus(PodCounts more) {
            return new PodCounts(meshed + more.meshed, running + more.running, ready + more.ready);
        }
    }
}
