package io.weft.viz.prometheus;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One series of an answer. */
record PrometheusSeries(Map<String, String> labels, List<Sample> samples) {
    private static final int MILLIS_PLACES = 3;

    String label(String name) {
        return labels.getOrDefault(name, "");
    }

    /** What it was at one moment. */
    record Sample(Instant at, double value) {
        /** Of the API's words: seconds since the epoch, and a number, which may be {@code NaN}, {@code +Inf} or {@code -Inf}. */
        static Sample of(String seconds, String value) {
            long millis = new BigDecimal(seconds).movePointRight(MILLIS_PLACES).longValue();
            return new Sample(
                    Instant.ofEpochMilli(millis),
                    switch (value) {
                        case "+Inf" -> Double.POSITIVE_INFINITY;
                        case "-Inf" -> Double.NEGATIVE_INFINITY;
                        default -> Double.parseDouble(value);
                    });
        }
    }
}
