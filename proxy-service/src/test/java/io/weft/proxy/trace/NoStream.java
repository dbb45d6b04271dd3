package io.weft.proxy.trace;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;
import io.weft.proxy.http.RequestListener;
import io.weft.proxy.http.ServerStream;

/** An exchange nobody hears of. */
public final class NoStream {
    public static final ServerStream STREAM = new ServerStream() {
        @Override
        public void respond(Http2Headers head, boolean end) {}

        @Override
        public void responseData(ByteBuf data, boolean end) {
            data.release();
        }

        @Override
        public void responseTrailers(Http2Headers trailers) {}

        @Override
        public void resetResponse(long errorCode) {}

        @Override
        public void requestConsumed(int bytes) {}

        @Override
        public void closeAfterResponse() {}
    };

    public static final RequestListener LISTENER = new RequestListener() {
        @Override
        public void requestData(ByteBuf data, boolean end) {
            data.release();
        }

        @Override
        public void requestTrailers(Http2Headers trailers) {}

        @Override
        public void requestReset(long errorCode) {}

        @Override
        public void responseWritten(int bytes) {}
    };

    private NoStream() {}
}
