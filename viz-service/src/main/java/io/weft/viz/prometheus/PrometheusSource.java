package io.weft.viz.prometheus;

import io.weft.viz.window.Family;
import io.weft.viz.window.MetricSource;
import io.weft.viz.window.MetricStore;
import io.weft.viz.window.MetricsUnavailableException;
import io.weft.viz.window.Observation;
import io.weft.viz.window.Replay;
import io.weft.viz.workload.WorkloadKey;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/**
 * Asks a Prometheus for the scrapes of a window, and counts them as if they had been our own. A scrape belongs to the end of
 * its interval, so what an answer misses is less than one.
 *
 * @see "viz, section 3.1"
 */
public final class PrometheusSource implements MetricSource, AutoCloseable {
    /** With all answers to one question of ours: a second less than the command line's. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final int QUESTIONS_AT_ONCE = 6;
    private static final String POD = "pod";

    private final PrometheusClient client;
    private final InstantSource clock;
    private final Duration usualInterval;
    private final Duration retention;
    private final int mostSeries;
    private final Map<Question, Mono<List<Answer>>> underWay = new ConcurrentHashMap<>();
    private volatile @Nullable Duration interval; // null until Prometheus has told

    /**
     * Asks nothing yet. The loops stay the caller's.
     *
     * @param address what {@code /api/v1} is below
     * @param usualInterval between two scrapes, where Prometheus does not tell
     * @param retention the longest window
     * @param mostSeries of one answer
     */
    public PrometheusSource(
            URI address,
            InstantSource clock,
            Duration usualInterval,
            Duration retention,
            int mostSeries,
            LoopResources loops) {
        client = new PrometheusClient(address, PATIENCE, loops);
        this.clock = clock;
        this.usualInterval = usualInterval;
        this.retention = retention;
        this.mostSeries = mostSeries;
    }

    @Override
    public List<Observation> observe(Duration window) {
        Duration whole = whole(window);
        return replayed(Promql.ofAll(end(), whole, interval()), Family.ofSidecars())
                .observe(whole);
    }

    /** Whoever tells of gateways is no pod with a sidecar's labels: nobody knows when it was started. */
    @Override
    public List<Observation> gateways(Duration window) {
        Duration whole = whole(window);
        Promql questions = Promql.ofAll(end(), whole, interval());
        return replayed(questions, inTime(ask(questions, Family.ofGateways()))).gateways(whole);
    }

    @Override
    public Set<WorkloadKey> watched(Duration window) {
        Duration whole = whole(window);
        return replayed(Promql.ofAll(end(), whole, interval()), List.of()).watched(whole);
    }

    @Override
    public List<List<Observation>> history(Set<WorkloadKey> asked, Duration step, int steps) {
        if (asked.isEmpty()) {
            return Collections.nCopies(steps, List.of());
        }
        // The interval that is not over yet is before all of them.
        Duration whole = whole(step).multipliedBy(steps).plus(interval());
        List<Family> traffic = Arrays.stream(Family.values())
                .filter(family -> family.isTraffic() && !family.isGauge())
                .toList();
        return replayed(Promql.of(asked, end(), whole, interval()), traffic).history(asked, whole(step), steps);
    }

    @Override
    public Duration interval() {
        Duration known = interval;
        if (known == null) {
            Optional<Duration> told = client.configuration().blockOptional().flatMap(ScrapeIntervals::of);
            interval = told.orElse(null);
            return told.orElse(usualInterval);
        }
        return known;
    }

    @Override
    public Duration retention() {
        return retention;
    }

    @Override
    public void close() {
        client.close();
    }

    /** What a page asks, it asks several times at once: whoever asks what is asked already gets that answer. */
    private MetricStore replayed(Promql questions, List<Family> families) {
        return replayed(questions, underWay.computeIfAbsent(new Question(questions, families), this::ask));
    }

    private Mono<List<Answer>> ask(Question question) {
        Promql questions = question.questions();
        // The first alone: while nobody answers, one question is enough.
        Flux<Answer> answers =
                answer(questions, Optional.empty(), questions.starts()).concatWith(ask(questions, question.families()));
        return inTime(answers).doOnTerminate(() -> underWay.remove(question)).share();
    }

    private Mono<List<Answer>> inTime(Flux<Answer> answers) {
        return answers.collectList().timeout(PATIENCE, client.late());
    }

    private Flux<Answer> ask(Promql questions, List<Family> families) {
        return Flux.fromIterable(families)
                .flatMap(family -> answer(questions, Optional.of(family), questions.values(family)), QUESTIONS_AT_ONCE);
    }

    private MetricStore replayed(Promql questions, Mono<List<Answer>> asked) {
        Replay replay = new Replay(questions.end(), questions.step());
        asked.blockOptional().ifPresent(answers -> answers.forEach(answer -> answer.tell(replay)));
        MetricStore store = replay.store(questions.window(), mostSeries);
        if (store.refusedSamples() > 0) {
            throw new MetricsUnavailableException("more than " + mostSeries
                    + " series moved: ask for a shorter window, or raise mesh.viz.most-series");
        }
        return store;
    }

    private Mono<Answer> answer(Promql questions, Optional<Family> family, String query) {
        return client.query(query, questions.end()).map(found -> new Answer(family, found));
    }

    /** About these families, and about when processes were started. */
    private record Question(Promql questions, List<Family> families) {
        Question {
            families = List.copyOf(families);
        }
    }

    /** About one family, or about when processes were started. */
    private record Answer(Optional<Family> family, List<PrometheusSeries> found) {
        /** What no pod tells is told by an address. */
        private static WorkloadKey teller(PrometheusSeries series) {
            String pod = series.label(POD);
            return new WorkloadKey(series.label("namespace"), POD, pod.isEmpty() ? series.label("instance") : pod);
        }

        void tell(Replay replay) {
            found.forEach(series -> tell(replay, series));
        }

        private void tell(Replay replay, PrometheusSeries series) {
            WorkloadKey pod = teller(series);
            for (PrometheusSeries.Sample sample : series.samples()) {
                family.ifPresentOrElse(
                        known -> replay.sample(pod, sample.at(), known, series.labels(), sample.value()),
                        () -> replay.started(pod, sample.at(), sample.value()));
            }
        }
    }

    private Instant end() {
        long step = interval().toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(clock.millis(), step) * step);
    }

    private Duration whole(Duration window) {
        return interval().multipliedBy(Math.ceilDiv(window.toNanos(), interval().toNanos()));
    }
}
