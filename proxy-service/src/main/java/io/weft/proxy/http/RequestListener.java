package io.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;

/** Hears what the accepted side of an exchange has to say after the request's head. Event loop only. */
public interface RequestListener {
    /** The listener owns {@code data} and later credits its size with {@link ServerStream#requestConsumed}. */
    void requestData(ByteBuf data, boolean end);

    /** Ends the request. */
    void requestTrailers(Http2Headers trailers);

    /**
     * The client gave up, or its connection is gone. Nothing follows.
     *
     * @param errorCode of HTTP/2
     */
    void requestReset(long errorCode);

    /** What was sent of the request is not taken by its receiver, and there is no room for it any more. More may follow. */
    void requestUnread();

    /** That many bytes of response data have left for the client. */
    void responseWritten(int bytes);
}
