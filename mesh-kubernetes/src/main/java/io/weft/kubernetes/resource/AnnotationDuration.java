package io.weft.kubernetes.resource;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads durations as annotations spell them: one whole number with one unit, {@code 300ms} or {@code 1d}; {@code 0} needs none.
 *
 * @see "crds, 12"
 */
final class AnnotationDuration {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18})(ms|s|m|h|d)|0");
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    private AnnotationDuration() {}

    /** Empty unless the whole text is such a duration and fits. */
    static Optional<Duration> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        if (parts.group(1) == null) {
            return Optional.of(Duration.ZERO);
        }
        try {
            return Optional.of(Duration.ofMillis(
                    Math.multiplyExact(Long.parseLong(parts.group(1)), MILLIS.getOrDefault(parts.group(2), 0L))));
        } catch (ArithmeticException tooLong) {
            return Optional.empty();
        }
    }
}
