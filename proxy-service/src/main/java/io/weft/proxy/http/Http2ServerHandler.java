package io.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Error;
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
    private final LastCall lastCall = new LastCall(this);

    private Http2ServerHandler(
            Http2ConnectionDecoder decoder,
            Http2ConnectionEncoder encoder,
            Http2Settings settings,
            Http2ServerSettings ours,
            RequestHandler handler) {
        super(decoder, encoder, settings, ours.windows(), ours.keepAlive());
        this.handler = handler;
    }

    /** For a channel whose next bytes are the client preface. */
    public static Http2ServerHandler of(
            Http2ServerSettings settings, ResetLimit resets, HeadRoom room, RequestHandler handler) {
        return new Builder(settings, resets, room, handler).build();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        lastCall.stop();
        super.channelInactive(ctx);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event == DrainEvent.DRAIN) {
            closeAfterLastRequest();
        } else {
            super.userEventTriggered(ctx, event);
        }
    }

    /** Takes what is on its way and nothing more, then closes. Idempotent. */
    void closeAfterLastRequest() {
        if (ctx().channel().isActive()) {
            lastCall.begin();
        } else {
            ctx().close();
        }
    }

    /** Says that streams beyond {@code lastStreamId} will not be looked at. */
    void goAway(int lastStreamId) {
        goAway(ctx(), lastStreamId, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, ctx().newPromise());
        flushSoon();
    }

    /** The library would answer without a word of explanation, and nobody would count it. */
    @Override
    protected void handleServerHeaderDecodeSizeError(ChannelHandlerContext ctx, Http2Stream stream) {
        refuse(stream, ProxyFault.HEADERS_TOO_LARGE);
    }

    /** What is no request is answered, and nothing more is taken. */
    void refuse(Http2Stream stream, ProxyFault fault) {
        writeHead(stream.id(), FaultResponder.head(fault, fault.text(), false, handler.refused(fault)), true);
        closeAfterLastRequest();
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

    private final class Frames extends FrameCounter {
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
        public void onPingAckRead(ChannelHandlerContext ctx, long data) {
            lastCall.acknowledged(data);
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
        private final Http2ServerSettings ours;
        private final HeadRoom room;
        private final RequestHandler handler;

        Builder(Http2ServerSettings ours, ResetLimit resets, HeadRoom room, RequestHandler handler) {
            this.ours = ours;
            this.room = room;
            this.handler = handler;
            connection(WholeFrames.accepted());
            gracefulShutdownTimeoutMillis(AS_LONG_AS_STREAMS_LAST);
            initialSettings(ours.settings());
            decoderEnforceMaxRstFramesPerWindow(resets.resets(), resets.seconds());
            encoderEnforceMaxRstFramesPerWindow(resets.resets(), resets.seconds());
        }

        @Override
        protected Http2ServerHandler build() {
            return super.build();
        }

        @Override
        protected Http2ServerHandler build(
                Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
            Http2ConnectionDecoder patient = new Http2Patience(decoder, room.newShare(), handler);
            Http2ServerHandler built = new Http2ServerHandler(patient, encoder, settings, ours, handler);
            Http2FrameListener frames = built.new Frames();
            frameListener(frames);
            return built;
        }
    }
}
