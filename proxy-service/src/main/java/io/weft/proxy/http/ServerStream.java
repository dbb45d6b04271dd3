package io.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Headers;

/**
 * The accepted side of one exchange: takes the response. After the end, or a reset, further calls only release what they
 * are given. Event loop only.
 */
public interface ServerStream {
    /** The response's head. */
    void respond(Http2Headers head, boolean end);

    /** The response's head, behind which bytes are relayed to {@code to} and back until both have ended. */
    void tunnel(Http2Headers head, Channel to);

    /** Takes ownership of {@code data}. */
    void responseData(ByteBuf data, boolean end);

    /** Ends the response. */
    void responseTrailers(Http2Headers trailers);

    /** Breaks the response off: RST_STREAM, or the end of an HTTP/1 connection. */
    void resetResponse(long errorCode);

    /** Lets go of what the client does not take of the response, be it whole or not: as {@link #resetResponse}, at once. */
    void abandonResponse();

    /** Lets the client send that many more bytes of request data. */
    void requestConsumed(int bytes);

    /** After this response the connection takes no further request. */
    void closeAfterResponse();
}
