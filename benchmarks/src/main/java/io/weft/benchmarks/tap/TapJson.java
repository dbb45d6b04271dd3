package io.weft.benchmarks.tap;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.json.JsonMapper;

/** A result for programs: medians of the rounds, on one line. */
final class TapJson {
    private TapJson() {}

    private record Row(
            int rate,
            long failures,
            @JsonProperty("cpu_us_per_request") double alone,
            @JsonProperty("cpu_us_per_request_tapped") double tapped,
            @JsonProperty("added_percent") double added,
            @JsonProperty("shown_per_second") double shown) {}

    static String render(TapResult result) {
        Row row = new Row(
                result.plan().rate(),
                result.failures(),
                median(result, round -> round.alone().cpuMicros()),
                median(result, round -> round.tapped().cpuMicros()),
                median(result, TapRound::addedPercent),
                median(result, round -> round.tapped().shown()));
        return JsonMapper.shared().writeValueAsString(row) + "\n";
    }

    private static double median(TapResult result, ToDoubleFunction<TapRound> figure) {
        return Math.round(result.spread(figure).median() * 10) / 10.0;
    }
}
