package io.weft.proxy.http;

import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The requests of an HTTP/1 client that came before the one in front of them was answered, in order and in pieces.
 *
 * <p>Threading: the connection's event loop. Ownership: what is held is taken out or released.
 */
final class SentAhead {
    private final Deque<Object> pieces = new ArrayDeque<>(0);
    private int whole; // requests
    private boolean leaveAsked; // by the request last added

    /**
     * Takes ownership of {@code piece}.
     *
     * @return whether what follows it is to be kept as bytes: behind a request to leave HTTP, and where there are enough
     */
    boolean add(Object piece) {
        pieces.add(piece);
        if (piece instanceof HttpRequest request) {
            leaveAsked = Switching.wanted(request);
        }
        if (!(piece instanceof LastHttpContent)) {
            return false;
        }
        whole++;
        return leaveAsked || whole >= HttpLimits.MAX_REQUESTS_AHEAD;
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** Passes ownership on; null: there is nothing. */
    @Nullable
    Object poll() {
        Object piece = pieces.poll();
        if (piece instanceof LastHttpContent) {
            whole--;
        }
        return piece;
    }

    void release() {
        pieces.forEach(ReferenceCountUtil::release);
        pieces.clear();
    }
}
