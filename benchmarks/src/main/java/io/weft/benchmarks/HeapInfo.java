package io.weft.benchmarks;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads what {@code jcmd GC.heap_info} says of the serial collector's two generations. */
final class HeapInfo {
    private static final Pattern USED = Pattern.compile("(?m)^(?:DefNew|Tenured) +total \\d+K, used (\\d+)K");
    private static final int GENERATIONS = 2;
    private static final double KILO = 1024;

    private HeapInfo() {}

    /**
     * What is used of both, in megabytes.
     *
     * @throws BenchmarkException if the two are not there: another collector, or another wording
     */
    static double used(String info) {
        long[] used =
                USED.matcher(info).results().mapToLong(HeapInfo::kilobytes).toArray();
        if (used.length != GENERATIONS) {
            throw new BenchmarkException("no heap of the serial collector in: " + info);
        }
        return (used[0] + used[1]) / KILO;
    }

    private static long kilobytes(MatchResult found) {
        return Long.parseLong(found.group(1));
    }
}
