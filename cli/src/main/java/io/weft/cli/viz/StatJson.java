package io.weft.cli.viz;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A row as {@code -o json} prints it; what is not known is absent.
 *
 * @see "cli, 9.1"
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StatJson(
        String namespace,
        String kind,
        String name,
        @Nullable String status,
        @Nullable String server,
        @Nullable String meshed,
        @Nullable String authentication,
        @Nullable Double unauthorized,
        @Nullable Double success,
        @Nullable Double rps,
        @JsonProperty("latency_ms_p50") @Nullable Long latencyMsP50,
        @JsonProperty("latency_ms_p95") @Nullable Long latencyMsP95,
        @JsonProperty("latency_ms_p99") @Nullable Long latencyMsP99,
        @JsonProperty("tcp_open_connections") @Nullable Long tcpOpenConnections,
        @JsonProperty("tcp_read_bytes_rate") @Nullable Double tcpReadBytesRate,
        @JsonProperty("tcp_write_bytes_rate") @Nullable Double tcpWriteBytesRate,
        @Nullable String apex,
        @Nullable String leaf,
        @Nullable String weight) {

    static StatJson of(StatRow row, double windowSeconds) {
        StatRow.Requests stats = row.stats() == null || row.stats().all() == 0 ? null : row.stats();
        Edge.Tcp tcp = row.connections();
        StatRow.Split split = row.tsStats();
        return new StatJson(
                row.resource().namespace(),
                row.resource().type(),
                row.resource().name(),
                row.status().isEmpty() ? null : row.status(),
                row.server(),
                row.meshed(),
                row.authentication(),
                row.unauthorized(windowSeconds),
                stats == null ? null : stats.successRate(),
                stats == null ? null : row.perSecond(stats.all(), windowSeconds),
                stats == null ? null : stats.latencyMsP50(),
                stats == null ? null : stats.latencyMsP95(),
                stats == null ? null : stats.latencyMsP99(),
                tcp == null ? null : tcp.openConnections(),
                tcp == null ? null : row.perSecond(tcp.readBytesTotal(), windowSeconds),
                tcp == null ? null : row.perSecond(tcp.writeBytesTotal(), windowSeconds),
                split == null ? null : split.apex(),
                split == null ? null : split.leaf(),
                split == null ? null : split.weight());
    }
}
