package io.weft.cli.demo;

import io.weft.cli.machine.MachineException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Several things that are made at once.
 *
 * <p>Threading: one thread, which begins, waits and closes; each thing is made on a thread of its own.
 *
 * @param <T> what is made
 */
final class Together<T> implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<T>> making;

    /** Begins all of them. */
    <S> Together(List<S> all, Function<S, T> make) {
        making =
                all.stream().map(each -> threads.submit(() -> make.apply(each))).toList();
    }

    /**
     * Waits for all of them; in their order.
     *
     * @throws MachineException if this thread is interrupted; else the first failure, which ends the others
     */
    List<T> await() {
        try {
            for (Future<T> each : making) {
                var _ = each.get();
            }
            return making.stream().map(Future::resultNow).toList();
        } catch (ExecutionException e) {
            threads.shutdownNow();
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
            throw new MachineException("interrupted", e);
        }
    }

    /** Gives up what is not made yet, and waits until nobody makes anything. */
    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
