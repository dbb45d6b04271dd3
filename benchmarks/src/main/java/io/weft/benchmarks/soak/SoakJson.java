package io.weft.benchmarks.soak;

import io.weft.benchmarks.Latencies;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.json.JsonMapper;

/** A result for programs, on one line. */
final class SoakJson {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private SoakJson() {}

    static String render(SoakResult result) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("seconds", result.plan().duration().toSeconds());
        all.put("rate", result.plan().rate());
        all.put("requests", result.requests());
        all.put("failed", result.failures());
        all.put("latency_ms", Map.of("first_quarter", millis(result::early), "last_quarter", millis(result::late)));
        result.woken()
                .ifPresent(found -> all.put("woken", Map.of("requests", found.requests(), "failed", found.failures())));
        result.peakBytes().ifPresent(bytes -> all.put("cgroup_peak_bytes", bytes));
        all.put(
                "processes",
                result.processes().stream()
                        .filter(Series::isJudged)
                        .map(SoakJson::process)
                        .toList());
        all.put("passed", result.faults().isEmpty());
        all.put("faults", result.faults());
        return MAPPER.writeValueAsString(all) + "\n";
    }

    private static Map<String, Double> millis(ToDoubleFunction<ToDoubleFunction<Latencies>> when) {
        return new TreeMap<>(Map.of(
                "p50", when.applyAsDouble(Latencies::p50) / 1e3, "p99", when.applyAsDouble(Latencies::p99) / 1e3));
    }

    private static Map<String, Object> process(Series series) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("process", series.name());
        Arrays.stream(Figure.values()).forEach(figure -> {
            Trend trend = Trend.of(series.settled(), figure);
            row.put(figure.key(), List.of(rounded(trend.begin()), rounded(trend.end())));
        });
        row.put("cpu_percent", rounded(series.cpuPercent()));
        return row;
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
