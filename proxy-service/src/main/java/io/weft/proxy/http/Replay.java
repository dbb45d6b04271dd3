package io.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.weft.proxy.transport.Backlog;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What has been sent of one request's body, kept while it is small and there is room for it, so that it can be sent again.
 *
 * <p>Ownership: a second reference to each buffer, released by {@link #drop} or handed on by {@link #take}.
 */
final class Replay {
    /** For requests nobody has looked at. */
    static final int LIMIT_BYTES = 16 * 1024;

    /** What a piece takes of the heap, however short: a body of single bytes would be kept in two hundred times its size. */
    private static final int PIECE_BYTES = 256;

    private static final int FEW_PIECES = 64;

    private final int limit;
    private final Deque<ByteBuf> kept = new ArrayDeque<>(2);
    private int bytes;
    private int reserved; // of them, where everything that waits is counted
    private boolean dropped;

    /** {@code limit}: a body of more bytes is sent once, and so is one in more pieces than these bytes would hold. */
    Replay(int limit) {
        this.limit = limit;
    }

    /** {@code data} is about to be sent. */
    void keep(ByteBuf data) {
        if (dropped) {
            return;
        }
        int size = data.readableBytes();
        bytes += size;
        if (bytes > limit
                || kept.size() >= Math.max(FEW_PIECES, limit / PIECE_BYTES)
                || !Backlog.ofThisLoop().reserve(size)) {
            drop();
        } else {
            reserved += size;
            kept.add(data.retainedDuplicate());
        }
    }

    /** Whether everything sent is still here. */
    boolean whole() {
        return !dropped;
    }

    int bytes() {
        return bytes;
    }

    /** Everything sent, in order; the caller owns it. Nothing is kept from now on. */
    Deque<ByteBuf> take() {
        Deque<ByteBuf> taken = new ArrayDeque<>(kept);
        kept.clear();
        dropped = true;
        giveBack();
        return taken;
    }

    /** Lets go of it: a response has begun, or the exchange is over. Idempotent. */
    void drop() {
        dropped = true;
        kept.forEach(ByteBuf::release);
        kept.clear();
        giveBack();
    }

    private void giveBack() {
        Backlog.ofThisLoop().giveBack(reserved);
        reserved = 0;
    }
}
