package io.weft.proxy.http;

import io.netty.handler.codec.http2.Http2Settings;

/**
 * Windows of an HTTP/2 connection, for what its peer may send us.
 *
 * @param streamWindow bytes, 0 to 2^31-1
 * @param connectionWindow bytes; the protocol allows no less than 65535, which is what a smaller number gives
 * @see "proxy-behaviour, 8"
 */
public record Http2Windows(int streamWindow, int connectionWindow) {
    private static final int DEFAULT_WINDOW = 65_535;

    /** 65535 for a stream, 1 MiB for the connection. */
    public static Http2Windows standard() {
        return new Http2Windows(DEFAULT_WINDOW, 1 << 20);
    }

    /** What to add to the window every connection begins with. */
    int connectionIncrement() {
        return Math.max(0, connectionWindow - DEFAULT_WINDOW);
    }

    Http2Settings settings() {
        return new Http2Settings().initialWindowSize(streamWindow).maxHeaderListSize(HttpLimits.MAX_HEAD_BYTES);
    }
}
