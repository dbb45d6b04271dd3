package io.weft.benchmarks.plane;

import io.weft.benchmarks.Timings;

/**
 * What one round found.
 *
 * @param updates how long changes took to reach their last receiver
 * @param rss of the process after them, in megabytes of 1024 squared bytes
 * @param rollout see there
 * @param slowReaders streams sent away because their reader did not read
 * @param restart see there
 */
record Round(Timings updates, double rss, Rollout rollout, double slowReaders, Restart restart) {

    /**
     * Every pod of the busy Service is replaced, one after the other.
     *
     * @param settledMillis from the last change until the last proxy knew exactly the new pods
     * @param messages to each proxy; a change told by itself is two
     * @param cpuMillis of the process, from the first change on
     */
    record Rollout(int pods, double settledMillis, double messages, double cpuMillis) {}

    /**
     * The process is ended and started again.
     *
     * @param answeredMillis from when it was ready until every stream had its first answer
     * @param least the fewest pods of the busy Service that any proxy knew meanwhile
     * @param rss once all are answered
     * @param updates of changes after that
     */
    record Restart(double answeredMillis, int least, double rss, Timings updates) {}
}
