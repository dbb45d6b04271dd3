package io.weft.proxy.trace;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * What a span keeps of a request's head, as it came. Texts are the client's, and may hold anything a header may; null is what
 * the head does not say.
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
    private static final AsciiString FORWARDED_HOST = AsciiString.cached("x-forwarded-host");
    private static final AsciiString ORIGINAL_PROTOCOL = AsciiString.cached("l5d-orig-proto");

    static TracedHead of(Http2Headers headers) {
        CharSequence authority = headers.authority();
        return new TracedHead(
                headers.method(),
                headers.scheme(),
                authority == null ? headers.get(HttpHeaderNames.HOST) : authority,
                headers.path(),
                headers.get(FORWARDED_HOST),
                headers.get(HttpHeaderNames.USER_AGENT),
                headers.get(HttpHeaderNames.CONTENT_LENGTH),
                headers.get(HttpHeaderNames.CONTENT_TYPE),
                headers.get(ORIGINAL_PROTOCOL));
    }
}
