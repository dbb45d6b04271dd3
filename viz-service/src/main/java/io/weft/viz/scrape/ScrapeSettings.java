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
public record ScrapeSettings(Duration interval, Duration timeout, int mostBytes, int concurrency, int mirrorPort) {}
