package io.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;

/** A stream to an endpoint that says nothing. */
final class SilentStream implements ClientStream {
    @Override
    public void requestData(ByteBuf data, boolean end) {
        data.release();
    }

    @Override
    public void requestTrailers(Http2Headers trailers) {}

    @Override
    public void cancel(long errorCode) {}

    @Override
    public void responseConsumed(int bytes) {}
}
