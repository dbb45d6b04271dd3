package io.weft.benchmarks.soak;

import java.util.List;

/**
 * The straight line that is nearest to a figure over time (least squares).
 *
 * @param begin where it begins
 * @param end where it ends
 * @param mean of the figure
 */
record Trend(double begin, double end, double mean) {
    /** Of two readings at least, at different times. */
    static Trend of(List<Reading> readings, Figure figure) {
        double meanSecond =
                readings.stream().mapToDouble(Reading::second).average().orElseThrow();
        double mean = readings.stream().mapToDouble(figure::of).average().orElseThrow();
        double above = readings.stream()
                .mapToDouble(reading -> (reading.second() - meanSecond) * (figure.of(reading) - mean))
                .sum();
        double below = readings.stream()
                .mapToDouble(reading -> Math.pow(reading.second() - meanSecond, 2))
                .sum();
        double slope = above / below;
        return new Trend(
                mean + slope * (readings.getFirst().second() - meanSecond),
                mean + slope * (readings.getLast().second() - meanSecond),
                mean);
    }

    double growth() {
        return end - begin;
    }
}
