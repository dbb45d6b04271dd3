package io.weft.benchmarks.soak;

import io.weft.benchmarks.ResultsPage;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * What is to be done.
 *
 * @param duration of the load
 * @param rate requests a second
 * @param memoryLimit of the server's sidecar, in bytes
 * @param outage how long there is no control plane, in the middle; zero: it stays
 */
record SoakPlan(Duration duration, int rate, OptionalLong memoryLimit, Duration outage) {
    /** Of the load. */
    static final int CONNECTIONS = 20;

    private static final int LOOKS = 40;
    private static final Duration MOST_SECONDS_BETWEEN = Duration.ofSeconds(30);
    private static final Duration LONGEST_WINDOW = Duration.ofMinutes(1);

    /** Between two looks at the processes. */
    Duration interval() {
        return atMost(MOST_SECONDS_BETWEEN, LOOKS);
    }

    /** How long the load keeps its connections. */
    Duration window() {
        return atMost(LONGEST_WINDOW, 4);
    }

    /** How many of them there are. */
    int windows() {
        return (int) (duration.toSeconds() / window().toSeconds());
    }

    /** After the load's begin. */
    Duration outageBegins() {
        return duration.minus(outage).dividedBy(2);
    }

    /** Of the page, where each form has its section. */
    String section() {
        return ResultsPage.SOAK + (memoryLimit.isPresent() ? "-memory" : "") + (outage.isZero() ? "" : "-outage");
    }

    private Duration atMost(Duration most, int parts) {
        long seconds = Math.clamp(duration.toSeconds() / parts, 1, most.toSeconds());
        return Duration.ofSeconds(seconds);
    }
}
