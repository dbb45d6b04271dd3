package io.weft.benchmarks;

/**
 * What a run at a fixed rate found. As text: one line of {@code name=value}.
 *
 * @param requests answered well
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
     * Reads it; lines before it do not matter.
     *
     * @throws BenchmarkException if it is not what {@link #text} writes
     */
    public static Latencies parse(String text) {
        Fields fields = Fields.parse(text);
        return new Latencies(
                fields.count("requests"),
                fields.count("failures"),
                fields.number("p50"),
                fields.number("p90"),
                fields.number("p99"),
                fields.number("p999"),
                fields.number("max"));
    }
}
