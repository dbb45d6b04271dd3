package io.weft.viz.metrics;

import static com.fasterxml.jackson.annotation.JsonFormat.Shape.STRING;

import com.fasterxml.jackson.annotation.JsonFormat;

/** Requests of a row. The {@code actual} counts are tries, and told of routes alone. */
public record BasicStatsJson(
        @JsonFormat(shape = STRING) long successCount,
        @JsonFormat(shape = STRING) long failureCount,
        @JsonFormat(shape = STRING) long latencyMsP50,
        @JsonFormat(shape = STRING) long latencyMsP95,
        @JsonFormat(shape = STRING) long latencyMsP99,
        @JsonFormat(shape = STRING) long actualSuccessCount,
        @JsonFormat(shape = STRING) long actualFailureCount) {

    static BasicStatsJson of(Tally tally) {
        return new BasicStatsJson(
                tally.successes(),
                tally.failures(),
                tally.quantile(0.5),
                tally.quantile(0.95),
                tally.quantile(0.99),
                0,
                0);
    }
}
