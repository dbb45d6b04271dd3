package io.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Headers;

/** Hears what the dialled side of an exchange has to say. Event loop only. */
public interface ResponseListener {
    /** The final response's head; interim ones are not passed on. */
    void responseHead(Http2Headers head, boolean end);

    /**
     * The final response's head, behind which both sides no longer speak HTTP.
     *
     * @param server what is left of its connection, held; the listener closes it or has it relayed
     */
    void responseSwitched(Http2Headers head, Channel server);

    /** The listener owns {@code data} and later credits its size with {@link ClientStream#responseConsumed}. */
    void responseData(ByteBuf data, boolean end);

    /** Ends the response. */
    void responseTrailers(Http2Headers trailers);

    /** The response will not come, or not whole. Nothing follows. */
    void responseFailed(StreamFailure failure);

    /** What came of the response is not taken by its client, and there is no room for it any more. More may follow. */
    void responseUnread();

    /** That many bytes of request data have left for the endpoint. */
    void requestWritten(int bytes);
}
