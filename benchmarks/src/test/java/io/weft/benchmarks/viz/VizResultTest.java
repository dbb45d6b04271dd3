package io.weft.benchmarks.viz;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.benchmarks.Timings;
import java.util.List;
import org.junit.jupiter.api.Test;

class VizResultTest {
    private static final VizPlan PLAN = new VizPlan(200, 300, 10, 120, 3);
    private static final VizResult RESULT =
            new VizResult(PLAN, List.of(round(310.5, 0), round(290.25, 1), round(300.04, 0)));

    @Test
    void programsReadTheMediansOfTheRoundsOnOneLine() {
        assertThat(VizJson.render(RESULT)).isEqualTo("""
                {"sidecars":200,"series_each":300,"rss_mb":300.0,"live_heap_mb":40.0,"series_kept":45600.0,\
                "late_scrapes":0.0,"failed_scrapes":0.0,"failed_questions":0.0,\
                "question_ms":{"p50":20.0,"p99":90.0,"max":100.0}}
                """);
    }

    @Test
    void peopleReadLeastAndMostBesideTheMedianAndWhatIsWanted() {
        assertThat(VizTable.render(RESULT))
                .startsWith("200 sidecars with 300 series each, scraped every 10 s; 3 rounds")
                .contains(
                        "| RSS, MB | 300.0 (290.3 to 310.5) | 400 |\n",
                        "| of them late | 0 (0 to 1) | 0 |\n",
                        "| p99 | 90 (90 to 90) | 300 |\n");
    }

    private static VizRound round(double rss, long late) {
        return new VizRound(
                rss,
                40,
                45_600,
                0,
                0,
                12.5,
                new ScrapeLog.Found(2400, late, 10.1),
                new Questions.Found(700, 0, 24, new Timings(20, 90, 100)));
    }
}
