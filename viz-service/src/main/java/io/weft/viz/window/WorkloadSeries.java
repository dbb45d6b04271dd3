package io.weft.viz.window;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleToLongFunction;

/** The series of one workload. Thread-safe. */
final class WorkloadSeries {
    private static final long NEVER = -1;

    private final Map<String, Siblings> byStem = new HashMap<>(); // guarded by this
    private final int size;
    private final SeriesBudget budget;
    private long watchedSince = NEVER; // interval number, guarded by this
    private long lastScrape = NEVER; // guarded by this
    private Optional<Double> started = Optional.empty(); // of the process, guarded by this
    private int series; // how many, guarded by this
    private boolean closed; // guarded by this

    WorkloadSeries(int size, SeriesBudget budget) {
        this.size = size;
        this.budget = budget;
    }

    /**
     * Takes what one scrape told. A series unknown so far began at zero if this workload was scraped before, or if its process
     * is younger than the window; else nobody knows at the first scrape what it did since when, and only what comes later
     * counts. If the process is another than at the last scrape, all its counters began again.
     *
     * @param start when the process that tells was started, in seconds since the epoch, if it says so
     * @param samples hands all of them over
     * @param age of a process that was started at that second of the epoch, in intervals
     */
    synchronized void record(
            long now, Optional<Double> start, Consumer<ExpositionReader.Sink> samples, DoubleToLongFunction age) {
        if (closed) {
            return;
        }
        boolean first = lastScrape == NEVER;
        if (first) {
            watchedSince = start.map(age::applyAsLong)
                    .filter(this::isInWindow)
                    .map(intervals -> now - intervals - 1)
                    .orElse(now);
        }
        boolean fromZero = !first || watchedSince < now;
        long before = first ? watchedSince : lastScrape;
        lastScrape = now;
        noteRestart(start);
        samples.accept((family, name, value) -> {
            SeriesKey key = SeriesKey.of(family, name);
            Siblings siblings = byStem.get(key.stem());
            Series known = siblings == null ? null : siblings.get(key.le());
            if (known == null) {
                make(family, key, fromZero ? 0 : value, before).ifPresent(made -> made.record(now, value));
            } else {
                known.record(now, value);
            }
        });
        forgetTheGone(now);
    }

    /** How many of the last {@code count} intervals it was watched for, at least one. */
    synchronized long watched(long now, int count) {
        return Math.max(1, lastScrape - Math.max(watchedSince, now - count));
    }

    /** Whether something was told in the last {@code count} intervals that can be compared with something before. */
    synchronized boolean isWatched(long now, int count) {
        return lastScrape != NEVER && now - lastScrape <= count && watchedSince < lastScrape;
    }

    /** Hands every value that there is something to say of to {@code sink}. */
    synchronized void read(long now, int count, ObservationSink sink) {
        for (Siblings siblings : byStem.values()) {
            for (Series each : siblings.all()) {
                if (each.isTold(now, count)) {
                    sink.observe(each.family(), each.labels(), each.value(now, count));
                }
            }
        }
    }

    /** Whether it was watched from that interval's beginning on. */
    synchronized boolean isWatchedSince(long interval) {
        return lastScrape != NEVER && watchedSince < interval;
    }

    synchronized void close() {
        closed = true;
        budget.release(series);
        series = 0;
        byStem.clear();
    }

    private boolean isInWindow(long age) {
        return age >= 0 && age < size - 1;
    }

    private void forgetTheGone(long now) {
        int gone = byStem.values().stream()
                .mapToInt(siblings -> siblings.forgetTheGone(now))
                .sum();
        byStem.values().removeIf(Siblings::isEmpty);
        series -= gone;
        budget.release(gone);
    }

    private void noteRestart(Optional<Double> start) {
        if (start.isPresent() && started.isPresent() && !start.equals(started)) {
            byStem.values().forEach(siblings -> siblings.all().forEach(Series::restart));
        }
        started = start.or(() -> started);
    }

    private Optional<Series> make(Family family, SeriesKey key, double base, long since) {
        Optional<Siblings> siblings =
                Optional.ofNullable(byStem.get(key.stem())).or(() -> Siblings.of(family, key.stem()));
        if (siblings.isEmpty() || !budget.take()) {
            return Optional.empty();
        }
        series++;
        byStem.putIfAbsent(key.stem(), siblings.get());
        return Optional.of(siblings.get().add(key.le(), size, base, since));
    }

    /** Takes values of one workload. */
    @FunctionalInterface
    interface ObservationSink {
        void observe(Family family, Map<String, String> labels, double value);
    }
}
