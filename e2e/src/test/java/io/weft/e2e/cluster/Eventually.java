package io.weft.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Looks again and again at what a cluster does in its own time. */
final class Eventually {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long PAUSE_MILLIS = 500;

    private Eventually() {}

    /** Waits until {@code look} gives {@code expected}, and fails with what it gave last. */
    static <T> void is(String what, T expected, Supplier<T> look) {
        T last = until(look, expected::equals);
        assertThat(last).as(what).isEqualTo(expected);
    }

    /** What {@code look} gave first that is {@code enough}, or last. */
    static <T> T until(Supplier<T> look, Predicate<T> enough) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        T last = look.get();
        while (!enough.test(last) && System.nanoTime() - end < 0) {
            pause();
            last = look.get();
        }
        return last;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
