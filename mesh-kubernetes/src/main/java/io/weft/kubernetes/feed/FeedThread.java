package io.weft.kubernetes.feed;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The one daemon thread of a feed: started once, and gone when {@link #close} returns, unless the thread itself calls it.
 *
 * <p>Threading: safe from any thread.
 */
public final class FeedThread implements AutoCloseable {
    private final String name;
    private final boolean interruptible;
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable Thread thread; // guarded by this

    /**
     * Not started yet.
     *
     * @param interruptible whether closing may break off what the thread waits for; if not, it is to look at {@link #closing}
     */
    public FeedThread(String name, boolean interruptible) {
        this.name = name;
        this.interruptible = interruptible;
    }

    /**
     * Does {@code work} on the thread until it returns.
     *
     * @param before done first, by the caller
     * @throws IllegalStateException if it was started or closed before; then nothing is done
     */
    public synchronized void start(Runnable before, Runnable work) {
        if (thread != null || isClosed()) {
            throw new IllegalStateException("a feed is started once");
        }
        before.run();
        thread = Thread.ofPlatform().daemon().name(name).start(work);
    }

    /** Whether the thread is to end. */
    public boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Reaches zero when the thread is to end; for whoever waits for something else as well. */
    public CountDownLatch closing() {
        return closed;
    }

    @Override
    public void close() {
        closed.countDown();
        Thread running;
        synchronized (this) {
            running = thread;
        }
        if (running != null && running != Thread.currentThread()) {
            if (interruptible) {
                running.interrupt();
            }
            joinThrough(running);
        }
    }

    private static void joinThrough(Thread running) {
        boolean interrupted = false;
        while (running.isAlive()) {
            try {
                running.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
