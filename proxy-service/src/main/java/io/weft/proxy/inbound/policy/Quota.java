package io.weft.proxy.inbound.policy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Admits so many requests a second, and as many at once after a pause (GCRA): a request is admitted unless it is due later
 * than a second from now, by a schedule that has each at the same distance from the one before.
 *
 * <p>Threading: safe from any thread, without a lock.
 *
 * @see "proxy-behaviour, 7: local rate limit"
 */
final class Quota {
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long distanceNanos;
    private final AtomicLong due; // of the next request, by the ticker

    /** @param perSecond 1 to a thousand million */
    Quota(long perSecond, long nowNanos) {
        this.distanceNanos = SECOND_NANOS / perSecond;
        this.due = new AtomicLong(nowNanos);
    }

    boolean admits(long nowNanos) {
        while (true) {
            long next = due.get();
            long scheduled = next - nowNanos > 0 ? next : nowNanos;
            if (scheduled - nowNanos > SECOND_NANOS - distanceNanos) {
                return false;
            }
            if (due.compareAndSet(next, scheduled + distanceNanos)) {
                return true;
            }
        }
    }

    /** Whether it admits as much as a new one: nobody has asked for a second. */
    boolean isIdle(long nowNanos) {
        return due.get() - nowNanos <= 0;
    }
}
