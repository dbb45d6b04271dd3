package io.weft.proxy.config;

import java.time.temporal.ChronoUnit;

/** Units of durations. */
final class Units {
    private Units() {}

    static ChronoUnit of(String unit) {
        return switch (unit) {
            case "ms" -> ChronoUnit.MILLIS;
            case "s" -> ChronoUnit.SECONDS;
            case "m" -> ChronoUnit.MINUTES;
            case "h" -> ChronoUnit.HOURS;
            case "d" -> ChronoUnit.DAYS;
            default -> throw new IllegalArgumentException("not a unit: " + unit);
        };
    }
}
