package io.weft.benchmarks;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Results for programs: medians, by scenario and mesh. A row that is void has nothing but the reason. */
final class Json {
    private static final double MEGABYTE = 1024;
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    private record All(List<Row> results) {}

    private record Percentiles(double p50, double p90, double p99, double p999) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record Row(
            String scenario,
            String mesh,
            @JsonProperty("saturated_rps") @Nullable Double saturatedRps,
            @JsonProperty("cpu_us_per_request") @Nullable Double cpu,

            @JsonProperty("cpu_us_per_request_saturated") @Nullable
            Double cpuSaturated,

            @JsonProperty("latency_ms") Map<String, Percentiles> latencies,
            @JsonProperty("rss_mb") @Nullable Double rss,
            @JsonProperty("pss_mb") @Nullable Double pss,
            @JsonProperty("anon_mb") @Nullable Double anonymous,
            @JsonProperty("ready_s") @Nullable Double ready,
            @JsonProperty("void") @Nullable String failure) {}

    static String render(List<Result> results) {
        return MAPPER.writeValueAsString(new All(results.stream().map(Json::row).toList())) + "\n";
    }

    private static Row row(Result result) {
        String scenario = result.scenario().text();
        String mesh = result.mesh().key();
        if (result.isVoid()) {
            return new Row(
                    scenario,
                    mesh,
                    null,
                    null,
                    null,
                    Map.of(),
                    null,
                    null,
                    null,
                    null,
                    result.failure().orElse(""));
        }
        boolean proxies = result.mesh() != Mesh.DIRECT;
        Map<String, Percentiles> latencies = new LinkedHashMap<>();
        latencies.put(Integer.toString(Course.CALM), percentiles(result, Sample::calm));
        latencies.put(Integer.toString(Course.PACE), percentiles(result, Sample::paced));
        return new Row(
                scenario,
                mesh,
                rounded(result.median(sample -> sample.saturation().perSecond())),
                proxies ? rounded(result.median(Sample::pacedCpu)) : null,
                proxies ? rounded(result.median(Sample::saturatedCpu)) : null,
                latencies,
                proxies ? rounded(result.median(sample -> sample.memory().resident()) / MEGABYTE) : null,
                proxies ? rounded(result.median(sample -> sample.memory().proportional()) / MEGABYTE) : null,
                proxies ? rounded(result.median(sample -> sample.memory().anonymous()) / MEGABYTE) : null,
                result.readySeconds().isPresent() ? result.readySeconds().getAsDouble() : null,
                null);
    }

    private static Percentiles percentiles(Result result, Function<Sample, Latencies> at) {
        return new Percentiles(
                millis(result.median(sample -> at.apply(sample).p50())),
                millis(result.median(sample -> at.apply(sample).p90())),
                millis(result.median(sample -> at.apply(sample).p99())),
                millis(result.median(sample -> at.apply(sample).p999())));
    }

    private static double millis(double micros) {
        return Math.round(micros) / 1e3;
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
