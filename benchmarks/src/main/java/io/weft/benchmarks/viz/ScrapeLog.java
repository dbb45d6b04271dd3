package io.weft.benchmarks.viz;

import java.util.Arrays;

/** When each sidecar was asked. Thread-safe. */
final class ScrapeLog {
    /** By how much of the interval a scrape may come after it was due. */
    private static final double GRACE = 0.2;

    private static final double SECOND = 1e9;

    private final double intervalNanos;
    private final long[] last; // of each sidecar, guarded by this
    private final int[] times; // guarded by this
    private double longestNanos; // guarded by this
    private long late; // guarded by this
    private long judged; // guarded by this
    private boolean judging; // guarded by this

    ScrapeLog(int sidecars, int intervalSeconds) {
        last = new long[sidecars];
        times = new int[sidecars];
        intervalNanos = intervalSeconds * SECOND;
    }

    /** A sidecar is asked, at that moment of a clock that only goes on. */
    synchronized void asked(int sidecar, long nanos) {
        if (judging && times[sidecar] > 0) {
            double gap = nanos - last[sidecar];
            longestNanos = Math.max(longestNanos, gap);
            late += gap > intervalNanos * (1 + GRACE) ? 1 : 0;
            judged++;
        }
        last[sidecar] = nanos;
        times[sidecar]++;
    }

    /** How often the sidecar that was asked least was asked. */
    synchronized int least() {
        return Arrays.stream(times).min().orElse(0);
    }

    /** From now on it is counted what comes late. */
    synchronized void judge() {
        judging = true;
    }

    /** What was found, until that moment, at which whoever is overdue is late too. */
    synchronized Found found(long nanos) {
        long overdue = Arrays.stream(last)
                .filter(each -> nanos - each > intervalNanos * (1 + GRACE))
                .count();
        return new Found(judged, late + overdue, longestNanos / SECOND);
    }

    /**
     * What the log says.
     *
     * @param scrapes that were judged
     * @param late more than a fifth of the interval after they were due
     * @param longest seconds between two scrapes of one sidecar
     */
    record Found(long scrapes, long late, double longest) {}
}
