package io.weft.benchmarks;

import java.util.concurrent.TimeUnit;

/**
 * When each request is due: all at one distance, dealt to the connections in turn.
 *
 * @param rate requests per second, positive
 * @param requests how many, positive
 */
record Schedule(int rate, long requests) {
    static Schedule of(int rate, int seconds) {
        return new Schedule(rate, (long) rate * seconds);
    }

    /** Nanoseconds after the start. */
    long due(long request) {
        return request * TimeUnit.SECONDS.toNanos(1) / rate;
    }
}
