package io.weft.viz.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.testkit.cluster.FakeApiServer;
import io.weft.viz.window.MetricsUnavailableException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.netty.resources.LoopResources;

class PrometheusAwayTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration USUAL = Duration.ofSeconds(10);
    private static final String NOTHING = """
            {"status": "success", "data": {"resultType": "matrix", "result": []}}""";

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
    void itsIntervalIsAskedForAgainUntilItTells() {
        assertThat(source.interval()).as("404").isEqualTo(USUAL);

        prometheus.answer("/api/v1/status/config", 200, """
                {"status": "success", "data": {"yaml": "global:\\n  scrape_interval: 5s\\n"}}""");
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
        return new PrometheusSource(
                URI.create(address), InstantSource.system(), USUAL, Duration.ofMinutes(5), 10_000, loops);
    }
}
