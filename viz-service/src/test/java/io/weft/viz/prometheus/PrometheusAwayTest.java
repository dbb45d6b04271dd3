package io.weft.viz.prometheus;

import static io.weft.viz.workload.WatchServer.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.testkit.cluster.FakeApiServer;
import io.weft.viz.window.MetricsUnavailableException;
import io.weft.viz.window.Observation;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.netty.resources.LoopResources;

class PrometheusAwayTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration USUAL = Duration.ofSeconds(10);
    private static final String NOTHING = """
            {"status": "success", "data": {"resultType": "matrix", "result": []}}""";
    private static final String CONFIGURATION = """
            {"status": "success", "data": {"yaml": "global:\\n  scrape_interval: 5s\\n"}}""";

    private final FakeApiServer prometheus = new FakeApiServer();
    private final LoopResources loops = LoopResources.create("prometheus-away-test", 1, true);
    private final PrometheusSource source = source(prometheus.url());

    @AfterEach
    void stop() {
        source.close();
        prometheus.close();
        loops.disposeLater(Duration.ZERO, Duration.ofSeconds(2)).block();
    }

    @Test
    void oneThatDoesNotListenIsSaidToBeAway() {
        prometheus.close();

        assertThatThrownBy(() -> source.observe(MINUTE))
                .isInstanceOf(MetricsUnavailableException.class)
                .hasMessageStartingWith("Prometheus at " + prometheus.url() + " does not answer: ")
                .hasMessageContaining("Connection refused");
    }

    @Test
    void whyItRefusesIsPassedOn() {
        prometheus.answer("/api/v1/query", 422, """
                {"status": "error", "errorType": "execution", "error": "query processing would load too many samples"}""");

        assertThatThrownBy(() -> source.observe(MINUTE))
                .isInstanceOf(MetricsUnavailableException.class)
                .hasMessageContaining("refuses: 422, query processing would load too many samples");
    }

    @Test
    void somethingElseBehindTheAddressIsNotTakenForOne() {
        prometheus.answer("/api/v1/query", 200, "<html>hello</html>");

        assertThatThrownBy(() -> source.observe(MINUTE)).hasMessageContaining("is it a Prometheus?");
    }

    @Test
    void oneWithoutSidecarsHasSeenNothing() {
        prometheus.answer("/api/v1/query", 200, NOTHING);

        assertThat(source.observe(MINUTE)).isEmpty();
    }

    @Test
    void oneThatIsSilentIsNotWaitedForLongerThanTheCommandLineWaits() {
        prometheus.hang("/api/v1/query");

        assertThatThrownBy(() -> source.observe(MINUTE)).hasMessageEndingWith(" did not answer within 4 s");
    }

    @Test
    void whoAskWhatIsAskedAlreadyGetThatAnswer() throws InterruptedException {
        CompletableFuture<Void> told = new CompletableFuture<>();
        AtomicInteger looks = new AtomicInteger();
        prometheus.answer("/api/v1/status/config", 200, CONFIGURATION);
        prometheus.answer("/api/v1/query", 200, query -> {
            if (query.contains("query=process_start_time_seconds%7B")) {
                looks.incrementAndGet();
                told.join();
            }
            return NOTHING;
        });
        try (PrometheusSource frozen = source(prometheus.url(), InstantSource.fixed(Instant.EPOCH.plus(MINUTE)))) {
            await(() -> frozen.interval().equals(Duration.ofSeconds(5))); // and is asked for no more
            List<List<Observation>> answers = new CopyOnWriteArrayList<>();
            List<Thread> askers = Stream.generate(
                            () -> Thread.ofPlatform().start(() -> answers.add(frozen.observe(MINUTE))))
                    .limit(3)
                    .toList();

            await(() -> askers.stream().allMatch(asker -> asker.getState() == Thread.State.WAITING));
            told.complete(null);
            for (Thread asker : askers) {
                asker.join();
            }
            assertThat(answers).hasSize(3).allMatch(List::isEmpty);
            assertThat(looks).hasValue(1);

            assertThat(frozen.observe(MINUTE)).isEmpty();
            assertThat(looks).as("who asks later").hasValue(2);
        }
    }

    @Test
    void itsIntervalIsAskedForAgainUntilItTells() {
        assertThat(source.interval()).as("404").isEqualTo(USUAL);

        prometheus.answer("/api/v1/status/config", 200, CONFIGURATION);
        assertThat(source.interval()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void addressMayHaveAPath() {
        prometheus.answer("/below/api/v1/query", 200, NOTHING);

        try (PrometheusSource below = source(prometheus.url() + "/below")) {
            assertThat(below.observe(MINUTE)).isEmpty();
        }
    }

    private PrometheusSource source(String address) {
        return source(address, InstantSource.system());
    }

    private PrometheusSource source(String address, InstantSource clock) {
        return new PrometheusSource(URI.create(address), clock, USUAL, Duration.ofMinutes(5), 10_000, loops);
    }
}
