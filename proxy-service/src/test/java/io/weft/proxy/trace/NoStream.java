package io.weft.proxy.trace;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Headers;
import io.weft.proxy.http.ServerStream;

/** An accepted stream that answers nobody. */
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
        public void abandonResponse() {}

        @Override
        public void tunnel(Http2Headers head, Channel far) {}

        @Override
        public void requestConsumed(int bytes) {}

        @Override
        public void closeAfterResponse() {}
    };

    private NoStream() {}
}
