package io.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * Decodes what a client says, and knows how much of it is kept here because it is nothing whole yet.
 *
 * <p>Threading: event loop only.
 */
final class Http1RequestDecoder extends HttpRequestDecoder {
    private boolean inMessage;
    private int consumed; // bytes of the message since it was last told of

    Http1RequestDecoder(HttpDecoderConfig limits) {
        super(limits);
    }

    /** Bytes of a head, of trailers, or of the line before a chunk that have come, where the rest has not. */
    int unfinished() {
        return consumed + actualReadableBytes();
    }

    @Override
    protected HttpMessage createMessage(String[] requestLine) throws Exception {
        inMessage = true; // empty lines before it are of none
        return super.createMessage(requestLine);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf bytes, List<Object> told) throws Exception {
        int before = bytes.readableBytes();
        int toldBefore = told.size();
        super.decode(ctx, bytes, told);
        if (told.size() > toldBefore) {
            inMessage = !(told.getLast() instanceof LastHttpContent);
            consumed = 0;
        } else if (inMessage) {
            consumed += before - bytes.readableBytes();
        }
    }
}
