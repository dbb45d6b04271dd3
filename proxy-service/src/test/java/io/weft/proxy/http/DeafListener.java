package io.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;

/** An application that ignores all it is told. */
public final class DeafListener implements RequestListener {
    @Override
    public void requestData(ByteBuf data, boolean end) {
        data.release();
    }

    @Override
    public void requestTrailers(Http2Headers trailers) {}

    @Override
    public void requestReset(long errorCode) {}

    @Override
    public void requestUnread() {}

    @Override
    public void responseWritten(int bytes) {}
}
