package io.weft.viz.metrics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a resource did, step by step, the oldest first.
 *
 * @param points null where nobody watched
 */
public record HistoryJson(double stepSeconds, List<@Nullable Point> points) {
    /**
     * One step.
     *
     * @param successRate from 0 to 1; null without requests
     * @param latencyMsP50 of the requests; 0 without any
     */
    public record Point(
            double rps,
            @Nullable Double successRate,
            long latencyMsP50,
            long latencyMsP95,
            long latencyMsP99,
            double readBytesPerSecond,
            double writeBytesPerSecond) {}
}
