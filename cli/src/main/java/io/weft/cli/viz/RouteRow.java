package io.weft.cli.viz;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What viz-service tells of one way that requests took to a resource, or from it. */
final class RouteRow {
    private static final String DEFAULT = "default";

    private RouteRow() {}

    /** Of one route of one server of {@code resource}; an end's type is {@code default} where it is no resource. */
    record Inbound(
            Edge.End resource,
            Edge.End server,
            String port,
            Edge.End route,
            StatRow.Requests stats,
            double observedSeconds) {}

    /** Of one route of one Service that {@code resource} calls. {@code stats} are as the application saw them. */
    record Outbound(
            Edge.End resource,
            Edge.End service,
            String port,
            Edge.End route,
            StatRow.Requests stats,
            long timeouts,
            long retries,
            double observedSeconds,
            List<Backend> backends) {}

    /** Tries at one backend. */
    record Backend(Edge.End backend, String port, StatRow.Requests stats, long timeouts, double observedSeconds) {}

    static String name(Edge.End object) {
        return object.type().equals(DEFAULT) || object.name().isEmpty() ? "[default]" : object.name();
    }

    static String port(Edge.End object, String port) {
        return port.isEmpty() ? name(object) : name(object) + ":" + port;
    }

    /** Empty for what is no resource. */
    static String type(Edge.End object) {
        return object.type().equals(DEFAULT) ? "" : object.type();
    }

    /** Success rate, rate and latencies. */
    static Stream<String> figures(StatRow.Requests stats, double seconds) {
        return Stream.of(
                Figures.percent(stats.all() == 0 ? null : stats.successRate()),
                String.format(Locale.ROOT, "%.2f", rate(stats, seconds)),
                Figures.millis(stats.latencyMsP50()),
                Figures.millis(stats.latencyMsP95()),
                Figures.millis(stats.latencyMsP99()));
    }

    static double rate(StatRow.Requests stats, double seconds) {
        return seconds > 0 ? stats.all() / seconds : 0;
    }

    /** Of all requests, from 0 to 1; null without requests. */
    static @Nullable Double share(long part, StatRow.Requests stats) {
        return stats.all() == 0 ? null : (double) part / stats.all();
    }
}
