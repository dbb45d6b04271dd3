package io.weft.proxy.trace;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Headers;
import io.weft.proxy.http.OriginalProtocol;
import io.weft.proxy.http.ServerStream;

/** Notices how a response begins and ends. Event loop only. */
final class TracedStream implements ServerStream {
    private final ServerStream stream;
    private final OpenSpan span;

    TracedStream(ServerStream stream, OpenSpan span) {
        this.stream = stream;
        this.span = span;
    }

    @Override
    public void respond(Http2Headers head, boolean end) {
        span.answered(OriginalProtocol.status(head));
        endIf(end);
        stream.respond(head, end);
    }

    @Override
    public void responseData(ByteBuf data, boolean end) {
        endIf(end);
        stream.responseData(data, end);
    }

    @Override
    public void responseTrailers(Http2Headers trailers) {
        span.end(false);
        stream.responseTrailers(trailers);
    }

    @Override
    public void resetResponse(long errorCode) {
        span.end(true);
        stream.resetResponse(errorCode);
    }

    @Override
    public void abandonResponse() {
        span.end(true);
        stream.abandonResponse();
    }

    /** The span is of the request: what follows in the tunnel is none. */
    @Override
    public void tunnel(Http2Headers head, Channel far) {
        span.answered(OriginalProtocol.status(head));
        span.end(false);
        stream.tunnel(head, far);
    }

    @Override
    public void requestConsumed(int bytes) {
        stream.requestConsumed(bytes);
    }

    @Override
    public void closeAfterResponse() {
        stream.closeAfterResponse();
    }

    private void endIf(boolean end) {
        if (end) {
            span.end(false);
        }
    }
}
