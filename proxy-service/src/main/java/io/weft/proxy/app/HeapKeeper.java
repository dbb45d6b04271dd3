package io.weft.proxy.app;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps the heap as small as what is alive in it. The serial collector lets the old generation grow to its limit, however little
 * of it is alive, before it looks there; this asks it to look where it has grown for a while. That stops everything for some 20
 * ms, so it is done seldom.
 *
 * <p>Threading: one thread at a time.
 */
final class HeapKeeper {
    /** How often to ask. */
    static final Duration INTERVAL = Duration.ofMinutes(10);

    private static final long MUCH = 1024 * 1024;

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

    /** Looks again. */
    void look() {
        if (heapBytes.getAsLong() - least >= MUCH) {
            collection.run();
            least = heapBytes.getAsLong();
        } else {
            least = Math.min(least, heapBytes.getAsLong());
        }
    }
}
