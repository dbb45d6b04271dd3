package io.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;

/**
 * The dialled side of one exchange: takes what follows the request's head. After the end, or a cancel, further calls only
 * release what they are given. Event loop only.
 */
public interface ClientStream {
    /** Takes ownership of {@code data}. */
    void requestData(ByteBuf data, boolean end);

    /** Ends the request. */
    void requestTrailers(Http2Headers trailers);

    /** Nobody wants the response any more. */
    void cancel(long errorCode);

    /** Lets the endpoint send that many more bytes of response data. */
    void responseConsumed(int bytes);
}
