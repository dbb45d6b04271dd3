package io.weft.proxy.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import java.util.concurrent.TimeUnit;

/**
 * Counts the frames of one HTTP/2 peer that ask for no request and answer none: PING, SETTINGS, PRIORITY and unknown ones, and
 * heads of interim responses. Taking them is work, and there is no other end to it. A second at a time; honest peers measure
 * their line with a few pings, in no second with this many. Event loop only.
 */
final class IdleFrames {
    static final int MOST_IN_A_SECOND = 10_000;

    private int seen;

    /** Throws what ends the connection, if this one is one too many. */
    void count(ChannelHandlerContext ctx) throws Http2Exception {
        if (seen == 0) {
            ctx.executor().schedule(() -> seen = 0, 1, TimeUnit.SECONDS);
        }
        seen++;
        if (seen > MOST_IN_A_SECOND) {
            throw Http2Exception.connectionError(
                    Http2Error.ENHANCE_YOUR_CALM, "more than %d idle frames in a second", MOST_IN_A_SECOND);
        }
    }
}
