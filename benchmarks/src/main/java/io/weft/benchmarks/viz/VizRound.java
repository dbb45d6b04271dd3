package io.weft.benchmarks.viz;

/**
 * What one round found.
 *
 * @param rss the most the process had while it was asked, in megabytes of 1024 squared bytes
 * @param liveHeap after a collection, in megabytes
 * @param series kept in memory
 * @param refused samples that found no room in it
 * @param unanswered scrapes that failed
 * @param cpu of the process, in percent of a core
 */
record VizRound(
        double rss,
        double liveHeap,
        double series,
        double refused,
        double unanswered,
        double cpu,
        ScrapeLog.Found scrapes,
        Questions.Found questions) {}
