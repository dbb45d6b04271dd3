package io.weft.cli.viz;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as tables show them; a missing one is {@code -}.
 *
 * @see "cli, 9.1"
 */
public final class Figures {
    /** What is shown where there is nothing. */
    public static final String NONE = "-";

    private static final double PERCENT = 100;

    private Figures() {}

    /** {@code share} is from 0 to 1. */
    public static String percent(@Nullable Double share) {
        return share == null ? NONE : String.format(Locale.ROOT, "%.2f%%", share * PERCENT);
    }

    /** Requests per second. */
    static String rps(double rate) {
        return String.format(Locale.ROOT, "%.1frps", rate);
    }

    /** Success rate, {@code rate} and the three latencies; {@code stats} is null without requests. */
    static List<String> requests(StatRow.@Nullable Requests stats, double rate) {
        return stats == null || stats.all() == 0
                ? List.of(NONE, NONE, NONE, NONE, NONE)
                : List.of(
                        percent(stats.successRate()),
                        rps(rate),
                        millis(stats.latencyMsP50()),
                        millis(stats.latencyMsP95()),
                        millis(stats.latencyMsP99()));
    }

    public static String millis(long millis) {
        return millis + "ms";
    }

    static String bytesPerSecond(double rate) {
        return String.format(Locale.ROOT, "%.1fB/s", rate);
    }
}
