package io.weft.proxy.trace;

import io.netty.util.internal.PlatformDependent;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * Spans between those who end them and the one who exports them: bounded, and full rather than in anybody's way.
 *
 * <p>Threading: {@link #add} from any event loop, without waiting; {@link #take} from one thread.
 */
public final class SpanQueue {
    /** How many spans an export takes at most. */
    public static final int BATCH = 1000;

    private static final int CAPACITY = 2048;

    private final Queue<Span> spans = PlatformDependent.newFixedMpscQueue(CAPACITY);
    private final AtomicBoolean called = new AtomicBoolean();
    private final LongAdder dropped = new LongAdder();
    private final Runnable full;

    /** @param full called when a batch waits, once before each {@link #take}; must not block */
    public SpanQueue(Runnable full) {
        this.full = full;
    }

    void add(Span span) {
        if (!spans.offer(span)) {
            dropped.increment();
        }
        if (holdsBatch() && called.compareAndSet(false, true)) {
            full.run();
        }
    }

    /** Whether a whole batch waits. */
    public boolean holdsBatch() {
        return spans.size() >= BATCH;
    }

    /** Moves what waits, a batch at most, to {@code batch}. */
    public void take(List<Span> batch) {
        called.set(false);
        Span next = spans.poll();
        while (next != null) {
            batch.add(next);
            next = batch.size() < BATCH ? spans.poll() : null;
        }
    }

    /** Spans for which there was no room. */
    public long dropped() {
        return dropped.sum();
    }
}
