package io.weft.viz.scrape;

import java.time.Duration;

/**
 * How sidecars are asked.
 *
 * @param interval between two rounds; positive
 * @param timeout for one answer; positive
 * @param mostBytes of one answer; a longer one is given up
 * @param concurrency how many are asked at once; positive
 * @param mirrorPort where service mirrors tell theirs
 */
public record ScrapeSettings(Duration interval, Duration timeout, int mostBytes, int concurrency, int mirrorPort) {
    /**
     * From one question of a round to the next, so that the last of {@code targets} has its time-out before the next round, and the
     * round is over by half of its time where nobody is slow; none where there is no such time.
     */
    Duration gap(int targets) {
        Duration left = interval.minus(timeout);
        Duration spread = left.compareTo(interval.dividedBy(2)) < 0 ? left : interval.dividedBy(2);
        return targets == 0 || spread.isNegative() ? Duration.ZERO : spread.dividedBy(targets);
    }
}
