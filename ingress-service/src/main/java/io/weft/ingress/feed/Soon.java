package io.weft.ingress.feed;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something shortly after it is woken, once for all wakes until then, and every ten seconds besides.
 *
 * <p>Threading: {@link #wake} from any thread; works on a thread of its own.
 */
public final class Soon implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Soon.class);
    private static final Duration GATHER = Duration.ofMillis(100);
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final String name;
    private final Runnable work;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final ScheduledExecutorService thread;

    public Soon(String name, Runnable work) {
        this.name = name;
        this.work = work;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
    }

    /** Begins. Once. */
    public void start() {
        wake();
        var _ = thread.scheduleWithFixedDelay(this::wake, AGAIN.toMillis(), AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** There may be something to do. Returns at once. */
    public void wake() {
        if (woken.compareAndSet(false, true)) {
            try {
                var _ = thread.schedule(this::guarded, GATHER.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException closed) {
                log.debug("{} has ended", name);
            }
        }
    }

    private void guarded() {
        woken.set(false);
        try {
            work.run();
        } catch (RuntimeException surprise) {
            log.warn("{} failed; it is tried again", name, surprise);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
