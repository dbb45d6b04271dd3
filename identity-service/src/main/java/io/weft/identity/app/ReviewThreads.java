package io.weft.identity.app;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where callers wait for the API server, away from the bounded pool: so many ask at once, some more wait, the rest is sent
 * away. A mesh whose every proxy starts again at once is certified at the API server's pace.
 */
final class ReviewThreads implements AutoCloseable {
    private static final int ASKING = 16;
    private static final int WAITING = 1024;
    private static final int IDLE_SECONDS = 30;

    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
            ASKING,
            ASKING,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            Thread.ofVirtual().name("review-", 0).factory());

    ReviewThreads() {
        pool.allowCoreThreadTimeOut(true);
    }

    /** @throws RejectedExecutionException if too many wait already */
    void execute(Runnable work) {
        pool.execute(work);
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
