package io.weft.viz.metrics;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far back to look.
 *
 * @param text as the caller wrote it, for instance {@code 1m} or {@code 1m30s}
 */
public record TimeWindow(String text, Duration length) {
    private static final Pattern FORM = Pattern.compile("(?:(\\d{1,3})h)?(?:(\\d{1,4})m)?(?:(\\d{1,5})s)?");

    /**
     * Reads a duration such as {@code 1m30s}.
     *
     * @throws InvalidQueryException if {@code text} is no duration from {@code least} to {@code most}
     */
    public static TimeWindow parse(String text, Duration least, Duration most) {
        Matcher matcher = FORM.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            throw new InvalidQueryException("window must be a duration such as 10s or 1m, not '" + text + "'");
        }
        Duration length = Duration.ofHours(part(matcher.group(1)))
                .plusMinutes(part(matcher.group(2)))
                .plusSeconds(part(matcher.group(3)));
        if (length.compareTo(least) < 0 || length.compareTo(most) > 0) {
            throw new InvalidQueryException("window must be from " + words(least) + " (one scrape) to " + words(most)
                    + " (what is kept in memory), not " + text);
        }
        return new TimeWindow(text, length);
    }

    private static long part(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static String words(Duration duration) {
        return duration.toSeconds() + "s";
    }
}
