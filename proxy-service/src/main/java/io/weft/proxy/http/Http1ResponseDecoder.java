package io.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import java.util.List;

/**
 * Decodes what a server says on a connection of one request at a time, and knows whether it has said more than it was asked:
 * a body behind a head that has none, or the beginning of an answer to nobody.
 *
 * <p>Threading: event loop only.
 */
final class Http1ResponseDecoder extends HttpResponseDecoder {
    private final UnfinishedBytes kept = new UnfinishedBytes();
    private HttpMethod asked = HttpMethod.GET;
    private boolean begun; // a head, of which the end has not come

    Http1ResponseDecoder(HttpDecoderConfig limits) {
        super(limits);
    }

    /** What comes now answers a request of this {@code method}. */
    void expect(HttpMethod method) {
        asked = method;
    }

    /** Whether something has come behind what was told of last. Asked when all that has been read was decoded. */
    boolean holdsMore() {
        return begun || actualReadableBytes() > 0;
    }

    /** Bytes of a head, of trailers, or of the line before a chunk that have come, where the rest has not. */
    int unfinished() {
        return kept.taken() + actualReadableBytes();
    }

    @Override
    protected HttpMessage createMessage(String[] statusLine) {
        begun = true;
        kept.begun();
        return super.createMessage(statusLine);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf bytes, List<Object> told) throws Exception {
        int before = bytes.readableBytes();
        int first = told.size();
        super.decode(ctx, bytes, told);
        kept.decoded(before - bytes.readableBytes(), told, first);
    }

    /** Asked once, at the end of a head. */
    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage answer) {
        begun = false;
        return super.isContentAlwaysEmpty(answer)
                || isBodiless(((HttpResponse) answer).status().code());
    }

    private boolean isBodiless(int status) {
        return asked.equals(HttpMethod.HEAD) || (asked.equals(HttpMethod.CONNECT) && status / 100 == 2);
    }
}
