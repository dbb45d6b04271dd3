package io.weft.proxy.app;

/**
 * How many requests at once the heap has room for, in each direction: one more would be the end of all of them. A request that
 * waits for its answer takes 6 KiB on its way out and 4 KiB on its way in, measured with 15,000 of them, each on a connection of its
 * own; one with a larger head counts as several. Pure.
 */
final class HeapShare {
    private static final long OWN = 16L * 1024 * 1024; // what a sidecar without requests needs, and what dies young
    private static final long REQUEST = 12 * 1024; // one in each direction, and a fifth to spare
    private static final int LEAST = 256;

    private HeapShare() {}

    /** {@code configured}, or what fits. {@code heapBytes}: that the heap may grow to. */
    static int requests(int configured, long heapBytes) {
        return (int) Math.min(configured, Math.max(LEAST, (heapBytes - OWN) / REQUEST));
    }

    /** As the other, of this process. */
    static int requests(int configured) {
        return requests(configured, Runtime.getRuntime().maxMemory());
    }
}
