package io.weft.proxy.http;

import io.netty.handler.codec.http2.Http2Error;

/**
 * Why a response did not come whole.
 *
 * @param reset whether the peer ended this one stream, which is passed on as such to HTTP/2 clients
 * @param leaving whether the peer ended the connection in HTTP/2's way, and did not finish this stream before
 * @param errorCode of HTTP/2; meaningful with {@code reset} and {@code leaving}
 * @param stale whether the connection had served before and was closed before a byte of the answer: most likely the peer had
 *     given it up for idle before the request arrived
 * @param reason for {@code l5d-proxy-error} and logs
 */
public record StreamFailure(boolean reset, boolean leaving, long errorCode, boolean stale, String reason) {
    static StreamFailure reset(long errorCode) {
        return new StreamFailure(true, false, errorCode, false, "stream reset by peer");
    }

    /** The request was not looked at, by the peer's own word or because it never left. */
    public static StreamFailure unprocessed(String reason) {
        return new StreamFailure(true, false, Http2Error.REFUSED_STREAM.code(), false, reason);
    }

    /** The connection is gone, or spoke no HTTP. */
    public static StreamFailure connection(String reason) {
        return new StreamFailure(false, false, 0, false, reason);
    }

    /** The connection is gone: the peer said that it would go, and why, but did not finish what it had taken. */
    static StreamFailure leaving(long errorCode) {
        return new StreamFailure(false, true, errorCode, false, "server went away");
    }

    /** The connection is gone, and was perhaps before the request came. */
    static StreamFailure stale(String reason) {
        return new StreamFailure(false, false, 0, true, reason);
    }

    /** Whether nobody has looked at the request, so that sending it again does nothing twice (RFC 9113 §8.7). */
    boolean unprocessed() {
        return reset && errorCode == Http2Error.REFUSED_STREAM.code();
    }

    /** Whether sending {@code request} again does nothing twice, or nothing that twice is more than once (RFC 9110 §9.2.2). */
    boolean harmless(RequestHead request) {
        return unprocessed() || (stale && request.idempotent());
    }
}
