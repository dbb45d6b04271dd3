package io.weft.benchmarks;

import java.util.List;

/** How long a number of things took, in milliseconds. */
public record Timings(double p50, double p99, double max) {
    /** At least one; percentiles are measured values, the next above. */
    public static Timings of(List<Double> millis) {
        List<Double> sorted = millis.stream().sorted().toList();
        return new Timings(at(sorted, 0.5), at(sorted, 0.99), sorted.getLast());
    }

    private static double at(List<Double> sorted, double part) {
        return sorted.get((int) Math.ceil(part * sorted.size()) - 1);
    }
}
