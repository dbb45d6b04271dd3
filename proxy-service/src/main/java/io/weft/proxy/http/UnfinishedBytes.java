package io.weft.proxy.http;

import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * How much of what an HTTP/1 decoder has taken is kept by it because it is nothing whole yet: of a head, of trailers, or of the
 * line before a chunk. Event loop only.
 */
final class UnfinishedBytes {
    private boolean inMessage;
    private int taken; // of the message, since it was last told of

    /** The first line of a message is whole; empty lines before it are of none. */
    void begun() {
        inMessage = true;
    }

    /** The decoder has taken {@code bytes}, and made {@code told} of them and of what was there before, but for the {@code first}. */
    void decoded(int bytes, List<Object> told, int first) {
        if (told.size() > first) {
            inMessage = !(told.getLast() instanceof LastHttpContent);
            taken = 0;
        } else if (inMessage) {
            taken += bytes;
        }
    }

    int taken() {
        return taken;
    }
}
