package io.weft.cli.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.weft.cli.viz.Edge;
import java.util.List;
import java.util.Objects;

/**
 * What {@code -o json} prints.
 *
 * @param readySeconds from the start of the command to the first answers of the shop, or, if there were none, to when they were
 *     waited for no longer; the exit code tells which
 * @param dashboard its address on this machine
 */
record ReportJson(
        @JsonProperty("ready_seconds") double readySeconds,
        String dashboard,
        List<EdgeReport> edges,
        @JsonProperty("unexpected_failures") long unexpectedFailures) {
    private static final double TENTHS = 10;
    private static final double NONE_FAILED = 1;

    /**
     * One edge.
     *
     * @param successRate from 0 to 1; 1 if no request ended, because none failed
     */
    record EdgeReport(
            String client,
            String server,
            boolean secured,
            @JsonProperty("client_identity") String clientIdentity,
            @JsonProperty("server_identity") String serverIdentity,
            long requests,
            @JsonProperty("success_rate") double successRate,
            @JsonProperty("latency_ms") Latencies latencies) {}

    /** Whole milliseconds. */
    record Latencies(long p50, long p95, long p99) {}

    static ReportJson of(double readySeconds, String dashboard, List<NamedEdge> edges, Counts counts) {
        return new ReportJson(
                Math.round(readySeconds * TENTHS) / TENTHS,
                dashboard,
                edges.stream().map(ReportJson::edge).toList(),
                counts.unexpectedFailures());
    }

    private static EdgeReport edge(NamedEdge named) {
        Edge edge = named.edge();
        return new EdgeReport(
                named.client(),
                named.server(),
                edge.secured(),
                edge.clientId(),
                edge.serverId(),
                edge.requests(),
                Objects.requireNonNullElse(edge.successRate(), NONE_FAILED),
                new Latencies(edge.latencyMsP50(), edge.latencyMsP95(), edge.latencyMsP99()));
    }
}
