package io.weft.cli.viz;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A row as {@code -o json} prints it; what is not known is absent.
 *
 * @see "cli, 9.3"
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RouteJson(
        String route,
        String authority,
        @Nullable Double success,
        @Nullable Double rps,
        @JsonProperty("effective_success") @Nullable Double effectiveSuccess,
        @JsonProperty("effective_rps") @Nullable Double effectiveRps,
        @JsonProperty("actual_success") @Nullable Double actualSuccess,
        @JsonProperty("actual_rps") @Nullable Double actualRps,
        @JsonProperty("latency_ms_p50") @Nullable Long latencyMsP50,
        @JsonProperty("latency_ms_p95") @Nullable Long latencyMsP95,
        @JsonProperty("latency_ms_p99") @Nullable Long latencyMsP99) {

    /** {@code tries}: whether they are told apart from requests. */
    static RouteJson of(RouteTable.Row row, boolean tries) {
        StatRow.Requests requests = row.stats().requests();
        boolean any = requests.all() > 0;
        Double success = any ? requests.successRate() : null;
        double rps = row.perSecond(requests.all());
        return new RouteJson(
                row.route(),
                row.authority(),
                tries ? null : success,
                tries ? null : (Double) rps,
                tries ? success : null,
                tries ? (Double) rps : null,
                tries ? row.stats().triesSuccessRate() : null,
                tries ? (Double) row.perSecond(row.stats().tries()) : null,
                any ? (Long) requests.latencyMsP50() : null,
                any ? (Long) requests.latencyMsP95() : null,
                any ? (Long) requests.latencyMsP99() : null);
    }
}
