package io.weft.proxy.trace;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * What a span keeps of a request's head, as it came, of each text no more than 512 characters: heads may be long, and spans
 * wait. Texts are the client's, and may hold anything a header may; null is what the head does not say.
 *
 * @param target path and query
 * @param forwardedHost {@code x-forwarded-host}
 */
public record TracedHead(
        @Nullable CharSequence method,
        @Nullable CharSequence scheme,
        @Nullable CharSequence authority,
        @Nullable CharSequence target,
        @Nullable CharSequence forwardedHost,
        @Nullable CharSequence userAgent,
        @Nullable CharSequence contentLength,
        @Nullable CharSequence contentType,
        @Nullable CharSequence originalProtocol) {
    private static final int LONGEST = 512;
    private static final AsciiString FORWARDED_HOST = AsciiString.cached("x-forwarded-host");
    private static final AsciiString ORIGINAL_PROTOCOL = AsciiString.cached("l5d-orig-proto");

    static TracedHead of(Http2Headers headers) {
        CharSequence authority = headers.authority();
        return new TracedHead(
                kept(headers.method()),
                kept(headers.scheme()),
                kept(authority == null ? headers.get(HttpHeaderNames.HOST) : authority),
                kept(headers.path()),
                kept(headers.get(FORWARDED_HOST)),
                kept(headers.get(HttpHeaderNames.USER_AGENT)),
                kept(headers.get(HttpHeaderNames.CONTENT_LENGTH)),
                kept(headers.get(HttpHeaderNames.CONTENT_TYPE)),
                kept(headers.get(ORIGINAL_PROTOCOL)));
    }

    /** A copy where it is cut, so that the whole of it is let go. */
    private static @Nullable CharSequence kept(@Nullable CharSequence text) {
        return text == null || text.length() <= LONGEST
                ? text
                : text.subSequence(0, LONGEST).toString();
    }
}
