package io.weft.cli.machine;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Asks again and again whether a workload can serve, and says so when the answer changes. One good answer makes it ready; three
 * bad ones in a row, no longer.
 *
 * <p>Threading: one daemon thread of its own, on which both functions are called.
 */
final class ReadinessLoop implements AutoCloseable {
    private static final long WHEN_UNREADY_MILLIS = 100;
    private static final long WHEN_READY_MILLIS = 1000;
    private static final int FAILURES = 3;

    private final BooleanSupplier ask;
    private final Publisher publish;
    private final Consumer<String> events;
    private final ScheduledExecutorService thread;
    private boolean ready; // this loop's thread only
    private boolean published; // this loop's thread only
    private boolean failing; // this loop's thread only
    private int failures; // this loop's thread only

    /** Told of a change. */
    interface Publisher {
        void ready(boolean now);
    }

    /**
     * Asks nothing yet.
     *
     * @param events told when a change cannot be published; it is tried again with the next look
     */
    ReadinessLoop(String name, BooleanSupplier ask, Publisher publish, Consumer<String> events) {
        this.ask = ask;
        this.publish = publish;
        this.events = events;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("ready-" + name).daemon(true).factory());
    }

    void start() {
        thread.execute(this::look);
    }

    /** After it returns nothing is published any more. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new MachineException("a readiness probe does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            publishUnlessDone(judge(ask.getAsBoolean()));
        } finally {
            if (!thread.isShutdown()) {
                var _ = thread.schedule(
                        this::look, ready ? WHEN_READY_MILLIS : WHEN_UNREADY_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    void publishUnlessDone(boolean now) {
        if (now == published || thread.isShutdown()) {
            return;
        }
        try {
            publish.ready(now);
            published = now;
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                events.accept("readiness could not be told, which is tried again: " + MachineException.describe(e));
            }
            failing = true;
        }
    }

    /** Whether it counts as ready after one more answer. */
    boolean judge(boolean good) {
        failures = good ? 0 : failures + 1;
        ready = good || (ready && failures < FAILURES);
        return ready;
    }
}
