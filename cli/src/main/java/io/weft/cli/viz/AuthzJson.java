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
record AuthzJson(
        String route,
        String server,
        @Nullable String authorization,
        double unauthorized,
        @Nullable Double success,
        @Nullable Double rps,
        @JsonProperty("latency_ms_p50") @Nullable Long latencyMsP50,
        @JsonProperty("latency_ms_p95") @Nullable Long latencyMsP95,
        @JsonProperty("latency_ms_p99") @Nullable Long latencyMsP99) {

    static AuthzJson of(AuthzRow row) {
        StatRow.Requests stats = row.stats();
        return new AuthzJson(
                row.route(),
                row.server(),
                row.authorization().isEmpty() ? null : row.authorization(),
                row.perSecond(row.srvStats().deniedCount()),
                stats == null ? null : stats.successRate(),
                stats == null ? null : row.perSecond(stats.all()),
                stats == null ? null : stats.latencyMsP50(),
                stats == null ? null : stats.latencyMsP95(),
                stats == null ? null : stats.latencyMsP99());
    }
}
