package io.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.OptionalInt;

/** The dialled end of an HTTP/2 connection. Event loop only. */
public final class Http2ClientHandler extends Http2Handler<Http2ClientStream> implements ClientConnection {
    /** Whoever sends requests over it. */
    interface Owner {
        /** The server takes no further streams. */
        void leaving();

        /** There may be room for another stream. */
        void streamEnded();

        /** The server takes this many streams at once, from now on. */
        void limited(int streams);
    }

    private final Owner owner;
    private final OptionalInt expectedLimit;
    private boolean limitTold;
    private boolean used; // since it was last asked
    private boolean retired;
    private long farewell; // the error code of the server's GOAWAY, if there was one

    private Http2ClientHandler(
            Http2ConnectionDecoder decoder,
            Http2ConnectionEncoder encoder,
            Http2Settings settings,
            Http2ClientSettings ours,
            OptionalInt expectedLimit,
            Owner owner) {
        super(decoder, encoder, settings, ours.windows(), ours.keepAlive());
        this.owner = owner;
        this.expectedLimit = expectedLimit;
        connection().addListener(new Http2ConnectionAdapter() {
            @Override
            public void onGoAwayReceived(int lastStreamId, long errorCode, ByteBuf debugData) {
                farewell = errorCode;
                owner.leaving();
                ctx().executor().execute(Http2ClientHandler.this::retire); // after the streams left out have been told
            }

            @Override
            public void onStreamClosed(Http2Stream stream) {
                owner.streamEnded();
            }
        });
    }

    /**
     * For a channel on which nothing has been said yet.
     *
     * @param expectedLimit how many streams the server takes at once, as far as is known before it says so itself; empty: one
     *     is risked
     * @param owner told what changes
     */
    static Http2ClientHandler of(Http2ClientSettings settings, OptionalInt expectedLimit, Owner owner) {
        return new Builder(settings, expectedLimit, owner).build();
    }

    /** Whether streams can be opened, now or when others have ended. */
    boolean takesStreams() {
        return !retired
                && !isGone()
                && ctx().channel().isActive()
                && !connection().goAwayReceived();
    }

    @Override
    public boolean available() {
        return takesStreams() && hasRoom();
    }

    private boolean hasRoom() {
        return limitTold
                ? connection().local().canOpenStream()
                : connection().local().numActiveStreams() < expectedLimit.orElse(1);
    }

    /**
     * Whether it is too early to want another connection because this one is full: the first word of the server is still to
     * come, or it has no stream and takes none, as the next one would not either.
     */
    boolean undecided() {
        return takesStreams()
                && !hasRoom()
                && (connection().local().numActiveStreams() == 0 || (!limitTold && expectedLimit.isEmpty()));
    }

    /** Whether no stream is open, nor was opened since this was last asked. */
    boolean unusedSinceLastAsked() {
        boolean unused = !used && connection().local().numActiveStreams() == 0;
        used = false;
        return unused;
    }

    /** Whether the server has said that it will not look at this stream. */
    boolean isLeftOut(int id) {
        return connection().goAwayReceived() && id > connection().local().lastStreamKnownByPeer();
    }

    /** Whether the server has said that it will look at no further stream. */
    boolean isLeaving() {
        return connection().goAwayReceived();
    }

    /** Why it is {@linkplain #isLeaving leaving}, as an error code of HTTP/2. */
    long farewell() {
        return farewell;
    }

    @Override
    public Http2ClientStream open(RequestHead head, boolean end, ResponseListener listener) {
        used = true;
        int id = connection().local().incrementAndGetNextStreamId();
        Http2ClientStream stream = new Http2ClientStream(this, id, listener);
        if (id < 0) {
            retire();
            stream.unprocessed("stream ids are used up");
            return stream;
        }
        writeHead(id, head.headers(), end);
        Http2Stream opened = connection().stream(id);
        if (opened == null) {
            stream.failed("connection takes no more streams");
        } else {
            attach(opened, stream);
            stream.opened(opened, end);
        }
        return stream;
    }

    @Override
    public void retire() {
        retired = true;
        retireGracefully();
    }

    @Override
    public Channel channel() {
        return ctx().channel();
    }

    private final class Frames extends FrameCounter {
        @Override
        public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) throws Http2Exception {
            super.onSettingsRead(ctx, settings);
            limitTold = true;
            owner.limited(connection().local().maxActiveStreams());
        }

        @Override
        public void onHeadersRead(ChannelHandlerContext ctx, int id, Http2Headers headers, int padding, boolean end)
                throws Http2Exception {
            Http2ClientStream stream = streamOf(id);
            if (stream != null && !stream.headers(headers, end)) {
                idleFrames.count(ctx);
            }
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
                boolean end)
                throws Http2Exception {
            onHeadersRead(ctx, id, headers, padding, end);
        }

        @Override
        public int onDataRead(ChannelHandlerContext ctx, int id, ByteBuf data, int padding, boolean end) {
            return received(id, data, padding, end);
        }

        @Override
        public void onRstStreamRead(ChannelHandlerContext ctx, int id, long errorCode) {
            Http2ClientStream stream = streamOf(id);
            if (stream != null) {
                stream.reset(errorCode);
            }
        }
    }

    private static final class Builder extends AbstractHttp2ConnectionHandlerBuilder<Http2ClientHandler, Builder> {
        private static final int ANY = 0;

        private final Http2ClientSettings ours;
        private final OptionalInt expectedLimit;
        private final Owner owner;

        Builder(Http2ClientSettings ours, OptionalInt expectedLimit, Owner owner) {
            this.ours = ours;
            this.expectedLimit = expectedLimit;
            this.owner = owner;
            connection(WholeFrames.dialled());
            gracefulShutdownTimeoutMillis(AS_LONG_AS_STREAMS_LAST);
            // Servers reset what they like, and our clients cancel what they like: neither makes us work.
            decoderEnforceMaxRstFramesPerWindow(ANY, 1);
            encoderEnforceMaxRstFramesPerWindow(ANY, 1);
            initialSettings(ours.settings());
        }

        @Override
        protected Http2ClientHandler build() {
            return super.build();
        }

        @Override
        protected Http2ClientHandler build(
                Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
            Http2ClientHandler built = new Http2ClientHandler(decoder, encoder, settings, ours, expectedLimit, owner);
            frameListener(built.new Frames());
            return built;
        }
    }
}
