package io.weft.viz.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A latency histogram added up over series. Bounds are texts until somebody asks: there are a thousand times as many buckets as
 * bounds. Not thread-safe.
 */
final class Latencies {
    private static final double MILLIS = 1e3;

    private final Map<String, Count> byMillis = new HashMap<>();
    private final Map<String, Count> bySeconds = new HashMap<>();

    private static final class Count {
        private double sum;
    }

    /** {@code bound} is the text of {@code le}; one that is no number is ignored. */
    void add(String bound, double count) {
        byMillis.computeIfAbsent(bound, _ -> new Count()).sum += count;
    }

    /** As {@link #add}; {@code bound} is in seconds. */
    void addSeconds(String bound, double count) {
        bySeconds.computeIfAbsent(bound, _ -> new Count()).sum += count;
    }

    /** Upper bound in milliseconds to count. */
    private SortedMap<Double, Double> cumulative() {
        SortedMap<Double, Double> cumulative = new TreeMap<>();
        byMillis.forEach((bound, count) -> merge(cumulative, bound, 1, count.sum));
        bySeconds.forEach((bound, count) -> merge(cumulative, bound, MILLIS, count.sum));
        return cumulative;
    }

    private static void merge(SortedMap<Double, Double> cumulative, String bound, double millis, double count) {
        try {
            double upper = bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound) * millis;
            cumulative.merge(upper, count, Double::sum);
        } catch (NumberFormatException e) {
            // not a bound: nothing to add it to
        }
    }

    /**
     * The latency that {@code share} of the requests stayed within, in whole milliseconds; between bounds by proportion,
     * beyond the last finite bound that bound, without requests 0.
     */
    long quantile(double share) {
        SortedMap<Double, Double> cumulative = cumulative();
        Double all = cumulative.get(Double.POSITIVE_INFINITY);
        if (all == null || all <= 0) {
            return 0;
        }
        double rank = share * all;
        double lowerBound = 0;
        double below = 0;
        for (Map.Entry<Double, Double> bucket : cumulative.entrySet()) {
            double count = Math.max(below, bucket.getValue());
            if (count >= rank && count > below) {
                double upper = bucket.getKey();
                return Math.round(
                        Double.isInfinite(upper)
                                ? lowerBound
                                : lowerBound + (upper - lowerBound) * (rank - below) / (count - below));
            }
            lowerBound = bucket.getKey();
            below = count;
        }
        return Math.round(lowerBound);
    }
}
