package io.weft.benchmarks;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what does not announce itself. */
public final class Eventually {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Eventually() {}

    /**
     * Looks again and again.
     *
     * @throws BenchmarkException with {@code otherwise}, if there is no value in time
     */
    public static <T> T get(Duration atMost, Supplier<Optional<T>> look, Supplier<String> otherwise) {
        long deadline = System.nanoTime() + atMost.toNanos();
        for (Optional<T> found = look.get(); ; found = look.get()) {
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > deadline) {
                throw new BenchmarkException(otherwise.get());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
