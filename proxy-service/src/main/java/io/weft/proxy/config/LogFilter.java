package io.weft.proxy.config;

import java.util.Locale;
import java.util.Set;

/**
 * The syntax of LOG.
 *
 * @see "proxy-behaviour, 13: Logging"
 */
final class LogFilter {
    static final String ALLOWED =
            "LEVEL or TARGET=LEVEL, separated by commas; levels are off, error, warn, info, debug and trace";

    private static final Set<String> LEVELS = Set.of("off", "error", "warn", "info", "debug", "trace");

    private LogFilter() {}

    /** @throws IllegalArgumentException on a level that is none */
    static String check(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("no level");
        }
        for (String part : text.split(",(?![^\\[]*])", -1)) { // not within brackets, which name spans and their fields
            String level = part.substring(part.lastIndexOf('=') + 1).strip();
            if (!part.isBlank() && !LEVELS.contains(level.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("not a level: " + level);
            }
        }
        return text;
    }
}
