package io.weft.viz.metrics;

import io.weft.viz.window.MetricSource;
import io.weft.viz.window.Observation;
import io.weft.viz.workload.Workload;
import io.weft.viz.workload.WorkloadKey;
import io.weft.viz.workload.Workloads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a resource's own sidecars received over all that was seen: a step that was over before has no point. */
public final class HistoryQuery {
    /** As many as a chart of usual width can tell apart. */
    private static final long POINTS = 80;

    private static final double MILLIS = 1e3;

    private HistoryQuery() {}

    public static HistoryJson answer(Workloads workloads, MetricSource store, ResourceSelector subject) {
        Set<WorkloadKey> asked = workloads.all().stream()
                .filter(each -> subject.type().of(each).filter(subject::selects).isPresent())
                .map(Workload::key)
                .collect(Collectors.toSet());
        long intervals = store.retention().dividedBy(store.interval());
        Duration step = store.interval().multipliedBy(Math.max(1, Math.ceilDiv(intervals, POINTS)));
        int steps = (int) store.retention().dividedBy(step);
        long seen = store.seen().toNanos();
        List<HistoryJson.@Nullable Point> points = new ArrayList<>();
        for (List<Observation> observed : store.history(asked, step, steps)) {
            long ago = step.multipliedBy(steps - 1 - points.size()).toNanos();
            points.add(observed.isEmpty() || ago >= seen ? null : point(observed, step.toMillis() / MILLIS));
        }
        return new HistoryJson(step.toMillis() / MILLIS, points);
    }

    private static HistoryJson.Point point(List<Observation> observed, double seconds) {
        Tally tally = new Tally("src");
        observed.stream()
                .filter(each -> each.isInbound() && each.family().isTraffic())
                .forEach(tally::add);
        TcpStatsJson tcp = tally.tcpStats();
        return new HistoryJson.Point(
                tally.requests() / seconds,
                tally.requests() == 0 ? null : (double) tally.successes() / tally.requests(),
                tally.quantile(0.5),
                tally.quantile(0.95),
                tally.quantile(0.99),
                tcp.readBytesTotal() / seconds,
                tcp.writeBytesTotal() / seconds);
    }
}
