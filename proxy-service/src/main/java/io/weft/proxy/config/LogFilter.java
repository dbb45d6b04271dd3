package io.weft.proxy.config;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The syntax of LOG.
 *
 * @see "proxy-behaviour, 13: Logging"
 */
public final class LogFilter {
    static final String ALLOWED =
            "LEVEL or TARGET=LEVEL, separated by commas; levels are off, error, warn, info, debug and trace";

    private static final Set<String> LEVELS = Set.of("off", "error", "warn", "info", "debug", "trace");

    private LogFilter() {}

    /** What stands between the commas; not within brackets, which name spans and their fields. */
    public static List<String> parts(String text) {
        return List.of(text.split(",(?![^\\[]*])", -1));
    }

    /**
     * Returns {@code text}.
     *
     * @throws IllegalArgumentException on a level that is none
     */
    public static String check(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("no level");
        }
        for (String part : parts(text)) {
            String level = part.substring(part.lastIndexOf('=') + 1).strip();
            if (!part.isBlank() && !LEVELS.contains(level.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("not a level: " + level);
            }
        }
        return text;
    }
}
