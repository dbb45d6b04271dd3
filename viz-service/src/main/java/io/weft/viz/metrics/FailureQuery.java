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
    private static final double MILLIS = 1e3;

    private record Cause(
            ResourceName workload,
            String direction,
            ResourceName peer,
            String status,
            String grpcStatus,
            String error,
            boolean refused) {}

    private record Count(double failures, double seconds) {
        Count plus(Count more) {
            return new Count(failures + more.failures, Math.max(seconds, more.seconds));
        }
    }

    private FailureQuery() {}

    static List<FailureJson> answer(Workloads workloads, List<Observation> observed) {
        OwnScrapes scrapes = OwnScrapes.of(workloads);
        Map<Cause, Count> counts = new HashMap<>();
        for (Observation each : observed) {
            Workload teller = workloads.get(each.workload());
            if (teller != null && isFailure(each) && !scrapes.includes(each)) {
                Count count = new Count(each.value(), each.watched().toMillis() / MILLIS);
                ENDS.of(teller).ifPresent(name -> counts.merge(cause(name, each), count, Count::plus));
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

    private static FailureJson json(Cause cause, Count count) {
        return new FailureJson(
                cause.workload,
                cause.direction,
                cause.peer,
                cause.status,
                cause.grpcStatus,
                cause.error,
                cause.refused,
                Math.round(count.failures),
                count.seconds);
    }
}
