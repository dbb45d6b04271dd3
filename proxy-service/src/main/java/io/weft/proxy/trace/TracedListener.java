package io.weft.proxy.trace;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;
import io.weft.proxy.http.RequestListener;

/** Notices when a client gives up. Event loop only. */
final class TracedListener implements RequestListener {
    private final RequestListener heard;
    private final OpenSpan span;

    TracedListener(RequestListener heard, OpenSpan span) {
        this.heard = heard;
        this.span = span;
    }

    @Override
    public void requestData(ByteBuf data, boolean end) {
        heard.requestData(data, end);
    }

    @Override
    public void requestTrailers(Http2Headers trailers) {
        heard.requestTrailers(trailers);
    }

    @Override
    public void requestReset(long errorCode) {
        span.end(true);
        heard.requestReset(errorCode);
    }

    @Override
    public void requestUnread() {
        heard.requestUnread();
    }

    @Override
    public void responseWritten(int bytes) {
        heard.responseWritten(bytes);
    }
}
