package io.weft.benchmarks;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run at a fixed rate found. As text: one line of {@code name=value}.
 *
 * @param requests answered with 200
 * @param failures answered otherwise, or not
 * @param p50 microseconds, as the others
 */
public record Latencies(long requests, long failures, double p50, double p90, double p99, double p999, double max) {
    static Latencies of(OpenLoop.Outcome outcome) {
        var found = outcome.latencies();
        return new Latencies(
                found.getTotalCount(),
                outcome.failures(),
                found.getValueAtPercentile(50) / 1e3,
                found.getValueAtPercentile(90) / 1e3,
                found.getValueAtPercentile(99) / 1e3,
                found.getValueAtPercentile(99.9) / 1e3,
                found.getMaxValue() / 1e3);
    }

    String text() {
        return "requests=%d failures=%d p50=%s p90=%s p99=%s p999=%s max=%s"
                .formatted(requests, failures, p50, p90, p99, p999, max);
    }

    /**
     * Reads it.
     *
     * @throws BenchmarkException if it is not what {@link #text} writes
     */
    public static Latencies parse(String text) {
        try {
            Map<String, String> fields = Stream.of(text.strip().split(" ", -1))
                    .map(field -> field.split("=", 2))
                    .collect(Collectors.toMap(field -> field[0], field -> field[1]));
            return new Latencies(
                    Long.parseLong(fields.getOrDefault("requests", "")),
                    Long.parseLong(fields.getOrDefault("failures", "")),
                    Double.parseDouble(fields.getOrDefault("p50", "")),
                    Double.parseDouble(fields.getOrDefault("p90", "")),
                    Double.parseDouble(fields.getOrDefault("p99", "")),
                    Double.parseDouble(fields.getOrDefault("p999", "")),
                    Double.parseDouble(fields.getOrDefault("max", "")));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new BenchmarkException("the load generator said: " + text, e);
        }
    }
}
