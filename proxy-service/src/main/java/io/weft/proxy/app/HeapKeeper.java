package io.weft.proxy.app;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps the heap as small as what is alive in it. The serial collector lets the old generation grow to its limit, however little
 * of it is alive, before it looks there, and the limit is for a rush. This asks it to look where the heap has grown for a while, and
 * at once where it has passed what a sidecar ordinarily needs and twice what was alive. That stops everything for some 20 ms, so it
 * is done seldom.
 *
 * <p>Threading: one thread at a time.
 */
final class HeapKeeper {
    /** How often to {@link #look}. */
    static final Duration INTERVAL = Duration.ofMinutes(10);

    /** How often to {@link #glance}. */
    static final Duration GLANCES = Duration.ofSeconds(2);

    private static final long MUCH = 1024 * 1024;
    static final long ORDINARY = 24 * MUCH;

    private final LongSupplier heapBytes;
    private final Runnable collection;
    private long least;

    /**
     * Looks for the first time.
     *
     * @param heapBytes what the heap has of the machine's memory
     * @param collection of everything that is not alive; gives memory back
     */
    HeapKeeper(LongSupplier heapBytes, Runnable collection) {
        this.heapBytes = heapBytes;
        this.collection = collection;
        this.least = heapBytes.getAsLong();
    }

    /** Of this process. */
    static HeapKeeper ofThisProcess() {
        return new HeapKeeper(Runtime.getRuntime()::totalMemory, System::gc);
    }

    /** Collects what has grown at all. */
    void look() {
        if (heapBytes.getAsLong() - least >= MUCH) {
            collect();
        } else {
            least = Math.min(least, heapBytes.getAsLong());
        }
    }

    /** Collects what has grown beyond measure. */
    void glance() {
        long now = heapBytes.getAsLong();
        if (now > ORDINARY && now >= 2 * least) {
            collect();
        }
    }

    private void collect() {
        collection.run();
        least = heapBytes.getAsLong();
    }
}
