package io.weft.viz.window;

import io.weft.core.Ticker;
import io.weft.viz.scrape.ScrapeSink;
import io.weft.viz.workload.WorkloadKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the sidecars told lately.
 *
 * <p>Bounded twice: by time, and by the number of series; those beyond are refused and counted.
 *
 * <p>Threading: safe from any thread.
 */
public final class MetricStore implements MetricSource, ScrapeSink {
    /** A gauge not told for longer is not believed. */
    public static final int STALE_INTERVALS = 5;

    private final Ticker ticker;
    private final InstantSource clock;
    private final Duration interval;
    private final Duration retention;
    private final int size;
    private final long began;
    private final SeriesBudget budget;
    private final Map<WorkloadKey, WorkloadSeries> workloads = new ConcurrentHashMap<>();

    /**
     * An empty store.
     *
     * @param clock tells how old a sidecar is that says when it was started
     * @param interval between two scrapes; positive
     * @param retention the longest window; a multiple of the interval
     * @param mostSeries over all workloads
     */
    public MetricStore(Ticker ticker, InstantSource clock, Duration interval, Duration retention, int mostSeries) {
        this.ticker = ticker;
        this.clock = clock;
        this.interval = interval;
        this.retention = retention;
        size = (int) Math.ceilDiv(retention.toNanos(), interval.toNanos()) + 1;
        budget = new SeriesBudget(mostSeries);
        began = ticker.nanoTime();
    }

    @Override
    public void record(WorkloadKey workload, String text) {
        record(
                workload,
                now(),
                clock.instant(),
                ExpositionReader.processStart(text),
                sink -> ExpositionReader.read(text, sink));
    }

    /** Takes what a workload told in that interval, at that moment; of one workload in the order of time. */
    void record(
            WorkloadKey workload,
            long number,
            Instant at,
            Optional<Double> start,
            Consumer<ExpositionReader.Sink> samples) {
        workloads
                .computeIfAbsent(workload, key -> new WorkloadSeries(size, budget))
                .record(number, start, samples, since -> intervals(since, at));
    }

    @Override
    public void retain(Set<WorkloadKey> live) {
        workloads.entrySet().removeIf(entry -> {
            boolean gone = !live.contains(entry.getKey());
            if (gone) {
                entry.getValue().close();
            }
            return gone;
        });
    }

    @Override
    public List<Observation> observe(Duration window) {
        return observe(window, family -> !family.isOfGateways());
    }

    @Override
    public List<Observation> gateways(Duration window) {
        return observe(window, Family::isOfGateways);
    }

    private List<Observation> observe(Duration window, Predicate<Family> asked) {
        long now = now();
        int count = (int) Math.ceilDiv(window.toNanos(), interval.toNanos());
        List<Observation> observed = new ArrayList<>();
        workloads.forEach((workload, series) -> {
            Duration watched = interval.multipliedBy(series.watched(now, count));
            series.read(now, count, (family, labels, value) -> {
                if (asked.test(family)) {
                    observed.add(new Observation(workload, family, labels, value, watched));
                }
            });
        });
        return observed;
    }

    @Override
    public Set<WorkloadKey> watched(Duration window) {
        long now = now();
        int count = (int) Math.ceilDiv(window.toNanos(), interval.toNanos());
        return workloads.entrySet().stream()
                .filter(each -> each.getValue().isWatched(now, count))
                .map(Map.Entry::getKey)
                .filter(key -> !key.isServiceMirror())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public List<List<Observation>> history(Set<WorkloadKey> asked, Duration step, int steps) {
        long last = now() - 1;
        int count = (int) Math.ceilDiv(step.toNanos(), interval.toNanos());
        List<List<Observation>> history = new ArrayList<>();
        for (int back = steps - 1; back >= 0; back--) {
            history.add(step(asked, last - (long) back * count, count));
        }
        return history;
    }

    private List<Observation> step(Set<WorkloadKey> asked, long end, int count) {
        Duration watched = interval.multipliedBy(count);
        List<Observation> observed = new ArrayList<>();
        for (WorkloadKey workload : asked) {
            WorkloadSeries series = workloads.get(workload);
            if (series != null && series.isWatchedSince(end - count + 1)) {
                series.read(end, count, (family, labels, value) -> {
                    if (!family.isGauge()) {
                        observed.add(new Observation(workload, family, labels, value, watched));
                    }
                });
            }
        }
        return observed;
    }

    @Override
    public Duration interval() {
        return interval;
    }

    @Override
    public Duration retention() {
        return retention;
    }

    @Override
    public Duration seen() {
        return Duration.ofNanos(Math.min(retention.toNanos(), ticker.nanoTime() - began));
    }

    public int series() {
        return budget.taken();
    }

    /** How many samples found no room. */
    public long refusedSamples() {
        return budget.refused();
    }

    /** How many intervals after {@code epochSeconds} that is; negative if before. */
    private long intervals(double epochSeconds, Instant at) {
        double seconds = at.toEpochMilli() / 1_000.0 - epochSeconds;
        return (long) Math.floor(seconds * 1e9 / interval.toNanos());
    }

    private long now() {
        return Math.floorDiv(ticker.nanoTime(), interval.toNanos());
    }
}
