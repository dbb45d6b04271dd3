package io.weft.benchmarks;

import java.util.Arrays;

/**
 * A figure of several rounds.
 *
 * @param median the lower one of an even number
 */
public record Spread(double median, double least, double most) {
    /** Of one value at least. */
    public static Spread of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Spread(sorted[(sorted.length - 1) / 2], sorted[0], sorted[sorted.length - 1]);
    }
}
