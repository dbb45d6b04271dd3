package io.weft.proxy.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Memory for large heads: of those that are not whole yet, and what an HTTP/1 codec has grown to, which it keeps for as long as
 * the connection lives. Small ones are not counted, so that whoever sends large ones is in nobody's way.
 *
 * <p>Threading: any thread, without a lock; a share belongs to its connection's event loop.
 */
public final class HeadRoom {
    /** What every connection has, in bytes. */
    static final int FREE = 4096;

    private static final long PER_REQUEST = 2048;

    private final long most;
    private final AtomicLong taken = new AtomicLong();

    private HeadRoom(long most) {
        this.most = most;
    }

    /** For a server that takes so many {@code requests} at once. */
    public static HeadRoom beside(int requests) {
        return new HeadRoom(requests * PER_REQUEST);
    }

    /** Of one connection. */
    Share newShare() {
        return new Share();
    }

    /** What one connection has taken, until it gives it back. */
    final class Share {
        private int held;

        /** Whether there is room for a head of {@code size} bytes; where not, it has what it had. */
        boolean fits(int size) {
            if (size <= Math.max(FREE, held)) {
                return true;
            }
            int more = size - held;
            if (taken.addAndGet(more) > most) {
                taken.addAndGet(-more);
                return false;
            }
            held = size;
            return true;
        }

        void giveBack() {
            if (held > 0) {
                taken.addAndGet(-held);
                held = 0;
            }
        }
    }
}
