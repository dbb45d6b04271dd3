package io.weft.cli.viz;

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

    public static String millis(long millis) {
        return millis + "ms";
    }

    static String bytesPerSecond(double rate) {
        return String.format(Locale.ROOT, "%.1fB/s", rate);
    }
}
