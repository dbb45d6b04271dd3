package io.weft.viz.window;

import io.weft.viz.workload.WorkloadKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Scrapes that somebody else remembers, told once more: they count by the very rules by which our own do. Not thread-safe.
 */
public final class Replay {
    private final Instant end;
    private final Duration interval;
    private final Map<WorkloadKey, SortedMap<Long, Scrape>> scrapes = new HashMap<>();

    /**
     * Remembers nothing yet.
     *
     * @param end the moment of the last scrape, a multiple of {@code interval}
     * @param interval between two scrapes; positive
     */
    public Replay(Instant end, Duration interval) {
        this.end = end;
        this.interval = interval;
    }

    private record Sample(Family family, String series, double value) {}

    /** Of one workload in one interval. */
    private static final class Scrape {
        private final List<Sample> samples = new ArrayList<>();
        private Optional<Double> start = Optional.empty();
    }

    /** That {@code workload} was asked, and its process was started at that second of the epoch. */
    public void started(WorkloadKey workload, Instant at, double start) {
        scrape(workload, at).start = Optional.of(start);
    }

    /** What it said; labels that nobody asks for tell series apart all the same. */
    public void sample(WorkloadKey workload, Instant at, Family family, Map<String, String> labels, double value) {
        String series = SeriesName.text(family.sample(), labels);
        if (family.tells(series)) {
            scrape(workload, at).samples.add(new Sample(family, series, value));
        }
    }

    private Scrape scrape(WorkloadKey workload, Instant at) {
        return scrapes.computeIfAbsent(workload, key -> new TreeMap<>())
                .computeIfAbsent(interval(at), key -> new Scrape());
    }

    private long interval(Instant at) {
        return Math.floorDiv(at.toEpochMilli(), interval.toMillis());
    }

    /**
     * All of it, to be asked for what happened until the end.
     *
     * @param retention the longest window that will be asked for
     */
    public MetricStore store(Duration retention, int mostSeries) {
        long nanos = Duration.ofMillis(end.toEpochMilli()).toNanos();
        MetricStore store = new MetricStore(() -> nanos, () -> end, interval, retention, mostSeries);
        scrapes.forEach((workload, all) -> all.forEach((number, scrape) -> store.record(
                workload,
                number,
                Instant.ofEpochMilli(number * interval.toMillis()),
                scrape.start,
                sink -> scrape.samples.forEach(each -> sink.sample(each.family, each.series, each.value)))));
        return store;
    }
}
