package io.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.weft.proxy.errors.FaultResponder;
import io.weft.proxy.errors.ProxyFault;
import io.weft.proxy.transport.DrainEvent;

/** The accepted end of an HTTP/2 connection. Event loop only. */
public final class Http2ServerHandler extends Http2Handler<Http2ServerStream> {
    private final RequestHandler handler;

    private Http2ServerHandler(
            Http2ConnectionDecoder decoder,
            Http2ConnectionEncoder encoder,
            Http2Settings settings,
            Http2Windows windows,
            RequestHandler handler) {
        super(decoder, encoder, settings, windows);
        this.handler = handler;
    }

    /** For a channel whose next bytes are the client preface. */
    public static Http2ServerHandler of(Http2Windows windows, RequestHandler handler) {
        return new Builder(windows, handler).build();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event == DrainEvent.DRAIN) {
            retireGracefully();
        } else {
            super.userEventTriggered(ctx, event);
        }
    }

    /** The library would answer without a word of explanation, and nobody would count it. */
    @Override
    protected void handleServerHeaderDecodeSizeError(ChannelHandlerContext ctx, Http2Stream stream) {
        ProxyFault fault = ProxyFault.HEADERS_TOO_LARGE;
        writeHead(stream.id(), FaultResponder.head(fault, fault.text(), false, handler.refused(fault)), true);
    }

    private void headers(int id, Http2Headers headers, boolean end) {
        Http2ServerStream known = streamOf(id);
        if (known != null) {
            known.trailers(headers);
            return;
        }
        Http2ServerStream stream = new Http2ServerStream(this, connection().stream(id));
        attach(connection().stream(id), stream);
        stream.begin(handler, headers, end);
    }

    private final class Frames extends Http2EventAdapter {
        @Override
        public void onHeadersRead(ChannelHandlerContext ctx, int id, Http2Headers headers, int padding, boolean end) {
            headers(id, headers, end);
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext ctx,
                int id,
                Http2Headers headers,
                int dependency,
                short weight,
                boolean exclusive,
                int padding,
                boolean end) {
            headers(id, headers, end);
        }

        @Override
        public int onDataRead(ChannelHandlerContext ctx, int id, ByteBuf data, int padding, boolean end) {
            return received(id, data, padding, end);
        }

        @Override
        public void onRstStreamRead(ChannelHandlerContext ctx, int id, long errorCode) {
            Http2ServerStream stream = streamOf(id);
            if (stream != null) {
                stream.reset(errorCode);
            }
        }
    }

    private static final class Builder extends AbstractHttp2ConnectionHandlerBuilder<Http2ServerHandler, Builder> {
        private final Http2Windows windows;
        private final RequestHandler handler;

        Builder(Http2Windows windows, RequestHandler handler) {
            this.windows = windows;
            this.handler = handler;
            server(true);
            initialSettings(windows.settings());
        }

        @Override
        protected Http2ServerHandler build() {
            return super.build();
        }

        @Override
        protected Http2ServerHandler build(
                Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
            Http2ServerHandler built = new Http2ServerHandler(decoder, encoder, settings, windows, handler);
            Http2FrameListener frames = built.new Frames();
            frameListener(frames);
            return built;
        }
    }
}
