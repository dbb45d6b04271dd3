package io.weft.proxy.tap;

import io.weft.core.Ticker;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One observer: what it wants, how much it may still be told, and what waits for it.
 *
 * <p>Threading: safe from any thread; {@code wake} is called on whichever has something to tell, and must not block.
 */
public final class TapWatch {
    /** Events that may wait. */
    static final int CAPACITY = 400;

    /** {@link TapEvent#weight} of them together: heads may be long, and observers many. */
    static final int MOST_WEIGHT = 512 * 1024;

    /** Requests begun in one second that are told of, so that no limit, however high, weighs on the traffic. */
    static final int MOST_PER_SECOND = 1_000;

    private static final long SECOND = 1_000_000_000L;

    private final int base;
    private final TapMatch match;
    private final boolean headers;
    private final Ticker ticker;
    private final Runnable wake;
    private final Queue<TapEvent> events = new ArrayDeque<>(); // guarded by this
    private int weight; // guarded by this; of the events
    private long left; // guarded by this
    private long streams; // guarded by this; begun
    private long open; // guarded by this
    private long dropped; // guarded by this
    private long second; // guarded by this; when the present one began
    private int inSecond; // guarded by this
    private boolean closed; // guarded by this

    TapWatch(int base, Wish wish, Ticker ticker, Runnable wake) {
        this.base = base;
        this.match = wish.match();
        this.headers = wish.headers();
        this.left = wish.limit();
        this.ticker = ticker;
        this.wake = wake;
        this.second = ticker.nanoTime();
    }

    /**
     * What an observer asks for.
     *
     * @param limit streams it wants to be told of, positive
     * @param headers whether it wants all of them
     */
    public record Wish(long limit, TapMatch match, boolean headers) {}

    TapMatch match() {
        return match;
    }

    boolean headers() {
        return headers;
    }

    /** The name of a stream that begins now; null if no more are told of. */
    synchronized TapEvent.@Nullable StreamId admit() {
        if (closed || left == 0 || !inTime()) {
            return null;
        }
        left--;
        open++;
        streams++;
        return new TapEvent.StreamId(base, streams - 1);
    }

    private boolean inTime() {
        long now = ticker.nanoTime();
        if (now - second >= SECOND) {
            second = now;
            inSecond = 0;
        }
        inSecond++;
        return inSecond <= MOST_PER_SECOND;
    }

    void tell(TapEvent event) {
        synchronized (this) {
            if (event instanceof TapEvent.ResponseEnd) {
                open--;
            }
            if (closed) {
                return;
            }
            if (hasRoom(event)) {
                events.add(event);
                weight += event.weight();
            } else {
                dropped++;
            }
        }
        wake.run();
    }

    private boolean hasRoom(TapEvent event) {
        return events.size() < CAPACITY && (events.isEmpty() || weight + event.weight() <= MOST_WEIGHT);
    }

    /** The next event; null if none waits. */
    public synchronized @Nullable TapEvent poll() {
        TapEvent next = events.poll();
        weight -= next == null ? 0 : next.weight();
        return next;
    }

    /** Whether all there was to tell is told. */
    public synchronized boolean finished() {
        return left == 0 && open == 0 && events.isEmpty();
    }

    /** Events that found no room. */
    synchronized long dropped() {
        return dropped;
    }

    synchronized void close() {
        closed = true;
        events.clear();
        weight = 0;
    }
}
