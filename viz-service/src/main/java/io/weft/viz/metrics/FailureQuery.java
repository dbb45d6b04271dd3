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

/** Responses that failed or refused, by who tells, who was at the other end, and why; the most frequent first. Pure. */
final class FailureQuery {
    private static final EdgeEnds ENDS = new EdgeEnds(Optional.empty());

    private record Cause(
            ResourceName workload,
            String direction,
            ResourceName peer,
            String status,
            String grpcStatus,
            String error,
            boolean refused) {}

    private FailureQuery() {}

    static List<FailureJson> answer(Workloads workloads, List<Observation> observed) {
        OwnScrapes scrapes = OwnScrapes.of(workloads);
        Map<Cause, Occurrences> counts = new HashMap<>();
        for (Observation each : observed) {
            Workload teller = workloads.get(each.workload());
            if (teller != null && isFailure(each) && !scrapes.includes(each)) {
                ENDS.of(teller)
                        .ifPresent(name -> counts.merge(cause(name, each), Occurrences.of(each), Occurrences::plus));
            }
        }
        return counts.entrySet().stream()
                .map(entry -> json(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(FailureJson::refused)
                        .thenComparing(
                                Comparator.comparingLong(FailureJson::count).reversed())
                        .thenComparing(FailureJson::workload)
                        .thenComparing(FailureJson::peer)
                        .thenComparing(FailureJson::status)
                        .thenComparing(FailureJson::error))
                .toList();
    }

    private static boolean isFailure(Observation observed) {
        return observed.family() == Family.RESPONSES && (!isSuccess(observed) || isRefusal(observed));
    }

    private static boolean isRefusal(Observation observed) {
        String grpcStatus = observed.label("grpc_status");
        return observed.label("status_code").startsWith("4") || !(grpcStatus.isEmpty() || grpcStatus.equals("0"));
    }

    private static boolean isSuccess(Observation observed) {
        return observed.label("classification").equals("success");
    }

    private static Cause cause(ResourceName name, Observation observed) {
        ResourceName client = new ResourceName("", "", observed.label("client_id"));
        return new Cause(
                name,
                observed.label("direction"),
                observed.isOutbound()
                        ? ENDS.destination(observed).orElse(new ResourceName("", "", observed.label("target_addr")))
                        : client,
                observed.label("status_code"),
                observed.label("grpc_status"),
                observed.label("error"),
                isSuccess(observed));
    }

    private static FailureJson json(Cause cause, Occurrences occurrences) {
        return new FailureJson(
                cause.workload,
                cause.direction,
                cause.peer,
                cause.status,
                cause.grpcStatus,
                cause.error,
                cause.refused,
                occurrences.count(),
                occurrences.seconds());
    }
}
