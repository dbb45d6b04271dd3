package io.weft.proxy.http;

import java.util.concurrent.Executor;

/**
 * Flushes a channel once per turn of its event loop however often it is asked, so that what many streams wrote in one turn
 * leaves in one system call.
 */
final class Flusher implements Runnable {
    private final Executor loop;
    private final Runnable flush;
    private boolean scheduled;

    /** {@code loop}: the channel's. {@code flush}: passes through every handler that holds writes back. */
    Flusher(Executor loop, Runnable flush) {
        this.loop = loop;
        this.flush = flush;
    }

    void flushSoon() {
        if (!scheduled) {
            scheduled = true;
            loop.execute(this);
        }
    }

    @Override
    public void run() {
        scheduled = false;
        flush.run();
    }
}
