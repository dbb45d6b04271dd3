package io.weft.e2e.machine;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for processes, which no clock of ours can advance. */
final class Patience {
    private static final Duration POLL = Duration.ofMillis(50);

    private Patience() {}

    /** Returns once {@code happened}; fails with {@code otherwise} when it has not after {@code atMost}. */
    static void until(Duration atMost, BooleanSupplier happened, Supplier<String> otherwise) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("after " + atMost.toSeconds() + " s: " + otherwise.get());
            }
            pause(POLL);
        }
    }

    /** Lets the world go on for {@code time}: what must not happen needs time in which it could. */
    static void watchFor(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            pause(Duration.ofNanos(left));
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
