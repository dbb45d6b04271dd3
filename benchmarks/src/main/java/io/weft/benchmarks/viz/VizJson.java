package io.weft.benchmarks.viz;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.json.JsonMapper;

/** A result for programs: medians of the rounds, on one line. */
final class VizJson {
    private VizJson() {}

    private record Row(
            int sidecars,
            @JsonProperty("series_each") int seriesEach,
            @JsonProperty("rss_mb") double rss,
            @JsonProperty("live_heap_mb") double liveHeap,
            @JsonProperty("series_kept") double series,
            @JsonProperty("late_scrapes") double late,
            @JsonProperty("failed_scrapes") double failed,
            @JsonProperty("failed_questions") double failedQuestions,
            @JsonProperty("question_ms") Millis questions) {}

    private record Millis(double p50, double p99, double max) {}

    static String render(VizResult result) {
        Row row = new Row(
                result.plan().sidecars(),
                result.plan().series(),
                median(result, VizRound::rss),
                median(result, VizRound::liveHeap),
                median(result, VizRound::series),
                median(result, round -> round.scrapes().late()),
                median(result, VizRound::unanswered),
                median(result, round -> round.questions().failures()),
                new Millis(
                        median(result, round -> round.questions().timings().p50()),
                        median(result, round -> round.questions().timings().p99()),
                        median(result, round -> round.questions().timings().max())));
        return JsonMapper.shared().writeValueAsString(row) + "\n";
    }

    private static double median(VizResult result, ToDoubleFunction<VizRound> figure) {
        return Math.round(result.spread(figure).median() * 10) / 10.0;
    }
}
