package io.weft.viz.metrics;

import static com.fasterxml.jackson.annotation.JsonFormat.Shape.STRING;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of a table.
 *
 * @param status of a pod; empty for others
 * @param authentication {@code mtls}, {@code mixed} or {@code none}; null if unmeshed or not looked for; ours, not the API's
 * @param observedSeconds how much of the window was watched, for rates; 0 if nothing happened; ours, not the API's
 * @param stats null without requests in the window
 * @param tcpStats null unless asked for
 * @param tsStats null unless the row is of a leaf of a Service whose traffic is split
 * @param srvStats null unless the row is about what policies decided
 */
public record StatRowJson(
        ResourceName resource,
        String timeWindow,
        String status,
        @JsonFormat(shape = STRING) long meshedPodCount,
        @JsonFormat(shape = STRING) long runningPodCount,
        @JsonFormat(shape = STRING) long failedPodCount,
        @Nullable BasicStatsJson stats,
        @Nullable TcpStatsJson tcpStats,
        @Nullable TrafficSplitStatsJson tsStats,
        @Nullable ServerStatsJson srvStats,
        @Nullable String authentication,
        double observedSeconds,
        Map<String, Object> errorsByPod) {}
