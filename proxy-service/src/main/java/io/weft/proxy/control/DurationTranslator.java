package io.weft.proxy.control;

import java.time.Duration;

/** Durations on the wire and ours. */
public final class DurationTranslator {
    private static final int NANOS = 1_000_000_000;

    private DurationTranslator() {}

    /**
     * A span of time.
     *
     * @throws IllegalArgumentException if it is negative, malformed, or too long for any timer (292 years)
     */
    public static Duration read(com.google.protobuf.Duration message) {
        if (message.getSeconds() < 0
                || message.getNanos() < 0
                || message.getNanos() >= NANOS
                || message.getSeconds() >= Long.MAX_VALUE / NANOS) {
            throw new IllegalArgumentException(
                    "duration out of range: " + message.getSeconds() + " s, " + message.getNanos() + " ns");
        }
        return Duration.ofSeconds(message.getSeconds(), message.getNanos());
    }
}
