package io.weft.cli.viz;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row as {@code -o json} prints it; what does not apply is absent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RouteRowJson(
        @Nullable String name,
        @Nullable String namespace,
        @Nullable String server,
        @Nullable String service,
        @Nullable String backend,
        @Nullable String route,
        @Nullable String type,
        @Nullable Double success,
        double rps,
        @JsonProperty("latency_ms_p50") long latencyMsP50,
        @JsonProperty("latency_ms_p95") long latencyMsP95,
        @JsonProperty("latency_ms_p99") long latencyMsP99,
        @Nullable Double timeouts,
        @Nullable Double retries,
        @Nullable List<RouteRowJson> backends) {

    static RouteRowJson of(RouteRow.Inbound row) {
        StatRow.Requests stats = row.stats();
        return new RouteRowJson(
                row.resource().name(),
                row.resource().namespace(),
                RouteRow.port(row.server(), row.port()),
                null,
                null,
                RouteRow.name(row.route()),
                RouteRow.type(row.route()),
                RouteRow.share(stats.successCount(), stats),
                RouteRow.rate(stats, row.observedSeconds()),
                stats.latencyMsP50(),
                stats.latencyMsP95(),
                stats.latencyMsP99(),
                null,
                null,
                null);
    }

    static RouteRowJson of(RouteRow.Outbound row) {
        StatRow.Requests stats = row.stats();
        return new RouteRowJson(
                row.resource().name(),
                row.resource().namespace(),
                null,
                RouteRow.port(row.service(), row.port()),
                null,
                RouteRow.name(row.route()),
                RouteRow.type(row.route()),
                RouteRow.share(stats.successCount(), stats),
                RouteRow.rate(stats, row.observedSeconds()),
                stats.latencyMsP50(),
                stats.latencyMsP95(),
                stats.latencyMsP99(),
                RouteRow.share(row.timeouts(), stats),
                RouteRow.share(row.retries(), stats),
                row.backends().stream().map(RouteRowJson::of).toList());
    }

    private static RouteRowJson of(RouteRow.Backend row) {
        StatRow.Requests stats = row.stats();
        return new RouteRowJson(
                null,
                null,
                null,
                null,
                RouteRow.port(row.backend(), row.port()),
                null,
                null,
                RouteRow.share(stats.successCount(), stats),
                RouteRow.rate(stats, row.observedSeconds()),
                stats.latencyMsP50(),
                stats.latencyMsP95(),
                stats.latencyMsP99(),
                RouteRow.share(row.timeouts(), stats),
                null,
                null);
    }
}
