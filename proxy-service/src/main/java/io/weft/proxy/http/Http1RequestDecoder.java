package io.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.util.List;

/**
 * Decodes what a client says, and knows how much of it is kept here because it is nothing whole yet.
 *
 * <p>Threading: event loop only.
 */
final class Http1RequestDecoder extends HttpRequestDecoder {
    private final UnfinishedBytes kept = new UnfinishedBytes();

    Http1RequestDecoder(HttpDecoderConfig limits) {
        super(limits);
    }

    /** Bytes of a head, of trailers, or of the line before a chunk that have come, where the rest has not. */
    int unfinished() {
        return kept.taken() + actualReadableBytes();
    }

    @Override
    protected HttpMessage createMessage(String[] requestLine) throws Exception {
        kept.begun();
        return super.createMessage(requestLine);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf bytes, List<Object> told) throws Exception {
        int before = bytes.readableBytes();
        int first = told.size();
        super.decode(ctx, bytes, told);
        kept.decoded(before - bytes.readableBytes(), told, first);
    }
}
