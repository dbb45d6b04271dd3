package io.weft.viz.metrics;

import io.weft.viz.services.KnownServices;
import io.weft.viz.window.Observation;
import io.weft.viz.workload.Workload;
import io.weft.viz.workload.Workloads;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of Services, as their clients' sidecars tell: one of each Service, and one of each leaf among which a TrafficSplit or a
 * ServiceProfile shares its traffic out. With {@code from} only Services that were called from there. Pure.
 *
 * @see "viz, section 3.1"
 */
public final class ServiceStatQuery {
    private static final double PERCENT = 100;
    private static final String TYPE = "service";

    private final Workloads workloads;
    private final ServiceStatRequest request;
    private final Map<ServiceName, Tally> tallies = new HashMap<>();
    private final Map<ServiceName, Authentication> authentications = new HashMap<>();

    private ServiceStatQuery(Workloads workloads, ServiceStatRequest request) {
        this.workloads = workloads;
        this.request = request;
    }

    /** {@code splits} are of all Services. */
    public static StatSummaryJson answer(
            Workloads workloads,
            KnownServices services,
            List<CanaryJson.Split> splits,
            List<Observation> observed,
            ServiceStatRequest request) {
        ServiceStatQuery query = new ServiceStatQuery(workloads, request);
        if (!request.skipStats()) {
            observed.forEach(query::add);
        }
        List<StatRowJson> rows = new ArrayList<>();
        services.all().stream()
                .filter(each -> request.selects(each.namespace(), each.name()))
                .map(each -> new ServiceName(each.namespace(), each.name()))
                .sorted()
                .flatMap(service -> query.rows(service, splits))
                .forEach(rows::add);
        return StatSummaryJson.of(rows);
    }

    private void add(Observation observed) {
        if (!observed.family().isTraffic() || !observed.isOutbound() || !isFrom(observed)) {
            return;
        }
        ServiceName.ofDestination(observed).ifPresent(service -> {
            tallies.computeIfAbsent(service, _ -> new Tally("dst")).add(observed);
            authentications.computeIfAbsent(service, _ -> new Authentication()).add(PeerProof.ofServer(observed));
        });
    }

    private boolean isFrom(Observation observed) {
        Workload teller = workloads.get(observed.workload());
        return request.from().isEmpty()
                || (teller != null
                        && request.from()
                                .get()
                                .type()
                                .of(teller)
                                .filter(request.from().get()::selects)
                                .isPresent());
    }

    private Stream<StatRowJson> rows(ServiceName service, List<CanaryJson.Split> splits) {
        if (request.from().isPresent()) {
            return Stream.of(service).filter(tallies::containsKey).map(this::row);
        }
        return Stream.concat(
                Stream.of(row(service)),
                splits.stream()
                        .filter(split -> !split.overridden() && !split.kind().endsWith("Route"))
                        .filter(split -> split.service().equals(name(service)))
                        .flatMap(split -> split.leaves().stream().map(leaf -> row(service, leaf))));
    }

    private StatRowJson row(ServiceName service) {
        Tally tally = tallies.getOrDefault(service, new Tally("dst"));
        Authentication proofs = authentications.get(service);
        return row(
                service,
                tally.requests() > 0 ? BasicStatsJson.of(tally) : null,
                request.tcpStats() && !request.skipStats() ? tally.tcpStats() : null,
                null,
                proofs == null ? null : proofs.text(),
                tally.seconds());
    }

    private StatRowJson row(ServiceName apex, CanaryJson.Leaf leaf) {
        BasicStatsJson stats = leaf.stats();
        boolean counted = !request.skipStats() && stats.successCount() + stats.failureCount() > 0;
        return row(
                apex,
                counted ? stats : null,
                null,
                new TrafficSplitStatsJson(apex.name(), leaf.leaf().name(), weight(leaf.weight())),
                null,
                counted ? leaf.observedSeconds() : 0);
    }

    private StatRowJson row(
            ServiceName service,
            @Nullable BasicStatsJson stats,
            @Nullable TcpStatsJson tcp,
            @Nullable TrafficSplitStatsJson split,
            @Nullable String authentication,
            double seconds) {
        return new StatRowJson(
                name(service),
                request.window().text(),
                "",
                0,
                0,
                0,
                stats,
                tcp,
                split,
                null,
                authentication,
                seconds,
                Map.of());
    }

    private static ResourceName name(ServiceName service) {
        return new ResourceName(service.namespace(), TYPE, service.name());
    }

    /** In percent, with as many places as it needs of two. */
    private static String weight(double share) {
        return BigDecimal.valueOf(Math.round(share * PERCENT * PERCENT), 2)
                        .stripTrailingZeros()
                        .toPlainString()
                + "%";
    }
}
