package io.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a response that is kept back until it is known whether it is the answer: its head, and the first piece of its
 * body, behind which the end may have come already.
 *
 * <p>Threading: one event loop. Ownership: the piece is here until it is taken or dropped.
 */
final class HeldResponse {
    private final Http2Headers head;
    private @Nullable ByteBuf data;

    HeldResponse(Http2Headers head) {
        this.head = head;
    }

    Http2Headers head() {
        return head;
    }

    /** Keeps the first piece; false: there is one already. */
    boolean keep(ByteBuf piece) {
        if (data != null) {
            return false;
        }
        data = piece;
        return true;
    }

    /** The first piece, for the caller to release; null if none came. */
    @Nullable
    ByteBuf take() {
        ByteBuf taken = data;
        data = null;
        return taken;
    }

    void drop() {
        ByteBuf dropped = take();
        if (dropped != null) {
            dropped.release();
        }
    }
}
