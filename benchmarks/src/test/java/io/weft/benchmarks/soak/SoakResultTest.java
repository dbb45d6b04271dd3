package io.weft.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.benchmarks.Latencies;
import io.weft.benchmarks.Memory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SoakResultTest {
    private static final SoakPlan PLAN = new SoakPlan(Duration.ofHours(2), 200, OptionalLong.empty(), Duration.ZERO);
    private static final int LOOKS = 240;
    private static final List<Long> ONE = List.of(7L);

    @Test
    void runOfWhichNothingFailedAndNothingGrewIsAPass() {
        SoakResult result = result(0, series(look -> 70_000L + look % 2 * 900L, look -> 40 + look % 7));

        assertThat(result.faults()).isEmpty();
        assertThat(SoakTable.render(result, "A machine"))
                .startsWith("A machine. 2 h at 200 requests a second: 1,440,000 answered, 0 failed."
                        + " p50 / p99 in ms: 0.40 / 1.20 in the first quarter, 0.40 / 1.20 in the last.\n")
                .contains("| server's sidecar | 68.8 → 68.8 | ")
                .endsWith("\nPassed: no request failed, and nothing grew.\n");
    }

    @Test
    void failedRequestIsAFault() {
        assertThat(result(1, series(_ -> 70_000, _ -> 40)).faults()).containsExactly("1 requests failed");
    }

    @Test
    void idleRouteThatFailsWhenItIsWokenIsAFault() {
        SoakResult result = new SoakResult(
                PLAN, windows(0), List.of(), Optional.of(new Latencies(48, 2, 1, 1, 1, 1, 1)), OptionalLong.empty());

        assertThat(result.faults()).containsExactly("2 requests on the idle route failed");
    }

    @Test
    void loadThatEndedEarlyIsAFault() {
        SoakResult result =
                new SoakResult(PLAN, windows(0).subList(0, 3), List.of(), Optional.empty(), OptionalLong.empty());

        assertThat(result.faults()).containsExactly("the load ended after 3 of 120 windows");
    }

    @Test
    void memoryThatGrowsSlowlyIsAFault() {
        assertThat(result(0, series(look -> 70_000L + look * 40L, _ -> 40)).faults())
                .contains("RSS of the server's sidecar grew from 70.7 to 77.7");
    }

    @Test
    void descriptorsThatAreNotGivenBackAreAFault() {
        assertThat(result(0, series(_ -> 70_000, look -> 40 + look / 10)).faults())
                .singleElement()
                .asString()
                .startsWith("descriptors of the server's sidecar grew from 46 to ");
    }

    @Test
    void whatWarmingUpTakesInTheFirstQuarterIsNone() {
        assertThat(result(0, series(look -> Math.min(70_000, 40_000L + look * 600L), _ -> 40))
                        .faults())
                .isEmpty();
    }

    @Test
    void sidecarThatWasStartedAgainIsAFaultAndOneThatWasStoppedOnPurposeIsNot() {
        List<Reading> two = List.of(reading(0, ONE, 1, 1), reading(30, List.of(8L), 1, 1));

        assertThat(result(0, new Series("server's sidecar", false, two)).faults())
                .containsExactly("the server's sidecar was started again");
        assertThat(result(0, new Series("destination-service", true, two)).faults())
                .isEmpty();
    }

    @Test
    void processThatWasStartedAgainIsJudgedByItsLastLife() {
        List<Reading> lives = IntStream.range(0, 40)
                .mapToObj(look ->
                        reading(look * 30, look < 20 ? ONE : List.of(8L), look < 20 ? look * 10_000L : 50_000, 40))
                .toList();
        Series series = new Series("destination-service", true, lives);

        assertThat(series.settled()).hasSize(15);
        assertThat(result(0, series).faults()).isEmpty();
    }

    @Test
    void fewReadingsAreNotJudged() {
        List<Reading> few = series(look -> look * 10_000L, _ -> 40).readings().subList(0, 10);
        SoakResult result = result(0, new Series("server's sidecar", false, few));

        assertThat(result.faults()).isEmpty();
        assertThat(SoakTable.render(result, "A machine")).contains("too short a time to tell");
    }

    @Test
    void programsReadTheSame() {
        SoakPlan plan = new SoakPlan(Duration.ofMinutes(10), 200, OptionalLong.of(96 << 20), Duration.ofMinutes(5));
        SoakResult result = new SoakResult(
                plan,
                windows(0).subList(0, 10),
                List.of(series(_ -> 71_680, _ -> 40)),
                Optional.of(new Latencies(50, 0, 1, 1, 1, 1, 1)),
                OptionalLong.of(90_000_000));

        assertThat(new JsonMapper().readTree(SoakJson.render(result))).isEqualTo(new JsonMapper().readTree("""
                {"seconds": 600, "rate": 200, "requests": 120000, "failed": 0,
                 "latency_ms": {"first_quarter": {"p50": 0.4, "p99": 1.2}, "last_quarter": {"p50": 0.4, "p99": 1.2}},
                 "woken": {"requests": 50, "failed": 0}, "cgroup_peak_bytes": 90000000,
                 "processes": [{"process": "server's sidecar", "rss_mb": [70.0, 70.0], "pss_mb": [35.0, 35.0],
                                "anon_mb": [35.0, 35.0], "descriptors": [40.0, 40.0], "threads": [20.0, 20.0],
                                "cpu_percent": 10.0}],
                 "passed": true, "faults": []}
                """));
        assertThat(plan.section()).isEqualTo("soak-memory-outage");
    }

    private static SoakResult result(long failures, Series... processes) {
        return new SoakResult(PLAN, windows(failures), List.of(processes), Optional.empty(), OptionalLong.empty());
    }

    /** Two hours of them; the first has the failures. */
    private static List<Latencies> windows(long failures) {
        return IntStream.range(0, 120)
                .mapToObj(window -> new Latencies(12_000, window == 0 ? failures : 0, 400, 800, 1200, 2000, 3000))
                .toList();
    }

    private static Series series(IntToLongFunction resident, IntUnaryOperator descriptors) {
        return new Series(
                "server's sidecar",
                false,
                IntStream.range(0, LOOKS)
                        .mapToObj(look ->
                                reading(look * 30, ONE, resident.applyAsLong(look), descriptors.applyAsInt(look)))
                        .toList());
    }

    /** A tenth of a core. */
    private static Reading reading(int second, List<Long> pids, long resident, long descriptors) {
        return new Reading(
                second, pids, second * 100_000L, new Memory(resident, resident / 2, resident / 2), descriptors, 20);
    }
}
