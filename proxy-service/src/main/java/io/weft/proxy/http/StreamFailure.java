package io.weft.proxy.http;

/**
 * Why a response did not come whole.
 *
 * @param reset whether the peer reset this one stream, which is passed on as such to HTTP/2 clients
 * @param errorCode of HTTP/2; meaningful with {@code reset}
 * @param reason for {@code l5d-proxy-error} and logs
 */
public record StreamFailure(boolean reset, long errorCode, String reason) {
    static StreamFailure reset(long errorCode) {
        return new StreamFailure(true, errorCode, "stream reset by peer");
    }

    /** The connection is gone, or spoke no HTTP. */
    public static StreamFailure connection(String reason) {
        return new StreamFailure(false, 0, reason);
    }
}
