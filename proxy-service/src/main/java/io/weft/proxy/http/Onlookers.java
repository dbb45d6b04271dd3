package io.weft.proxy.http;

import io.netty.handler.codec.http2.Http2Headers;
import io.weft.proxy.tap.TappedRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whoever looks at one request as it passes; mostly nobody does, and nothing happens here.
 *
 * <p>Threading: one event loop.
 */
final class Onlookers {
    private @Nullable TappedRequest shown;

    /** From now on {@code request} is told; null: nobody is. */
    void show(@Nullable TappedRequest request) {
        shown = request;
    }

    void response(Http2Headers head) {
        if (shown != null) {
            shown.response(head);
        }
    }

    void data(int bytes) {
        if (shown != null) {
            shown.data(bytes);
        }
    }

    void end(@Nullable Http2Headers trailers) {
        if (shown != null) {
            shown.end(trailers);
        }
    }

    /** It goes no further; nobody looks at what follows. */
    void reset(long errorCode) {
        if (shown != null) {
            shown.reset(errorCode);
            shown = null;
        }
    }

    /** {@code answer} is all there is. {@code unsent} shows a request nobody has been shown yet; null where nobody looks. */
    void answer(Http2Headers answer, Supplier<@Nullable TappedRequest> unsent) {
        TappedRequest asked = shown == null ? unsent.get() : shown;
        if (asked != null) {
            asked.response(answer);
            asked.end(null);
        }
    }
}
