package io.weft.benchmarks.plane;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.benchmarks.Timings;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class PlaneResultTest {
    private static final Plan PLAN = new Plan(new World(1000, 10_000), 2000, 20, 100, 3, true);

    @Test
    void percentilesAreMeasuredValues() {
        List<Double> hundred =
                DoubleStream.iterate(100, each -> each - 1).limit(100).boxed().toList();

        assertThat(Timings.of(hundred)).isEqualTo(new Timings(50, 99, 100));
    }

    @Test
    void programsReadTheMediansOfTheRoundsOnOneLine() {
        PlaneResult result =
                new PlaneResult(PLAN, List.of(round(90, 300), round(80, 400), round(200.04, 350)), List.of());

        assertThat(PlaneJson.render(result)).isEqualTo("""
                {"services":1000,"endpoints":10000,"streams":40000,\
                "update_ms":{"p50":45.0,"p99":90.0,"max":91.0},"rss_mb":350.0}
                """);
    }

    @Test
    void peopleReadLeastAndMostBesideTheMedianAndWhatSizeCosts() {
        List<Growth> growth = List.of(
                new Growth(500, 5000, 0, 30, 200),
                new Growth(500, 5000, 20_000, 50, 250),
                new Growth(1000, 10_000, 0, 40, 250),
                new Growth(1000, 10_000, 40_000, 80, 300));
        String page = PlaneTable.render(new PlaneResult(PLAN, List.of(round(90, 300), round(80, 310)), growth));

        assertThat(page)
                .contains("| p99 | 90.0 (80.0 to 90.0) |\n", "| 1,000 | 10,000 | 40,000 | 80.0 | 300.0 |\n")
                .endsWith("Live heap grows by 2.0 KB for each endpoint and 1.0 KB for each stream.\n");
    }

    private static Round round(double p99, double rss) {
        Timings updates = new Timings(p99 / 2, p99, p99 + 1);
        return new Round(
                updates, rss, new Round.Rollout(500, 20, 300, 4000), 1, new Round.Restart(2000, 500, rss, updates));
    }
}
