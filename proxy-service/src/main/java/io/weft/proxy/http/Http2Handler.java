package io.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.concurrent.Future;
import io.weft.core.Http2Params.KeepAlive;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What both ends of an HTTP/2 connection share. Frames go straight between the codec and our streams: no channel and no
 * frame object per stream.
 */
abstract class Http2Handler<S extends Http2Handler.PeerStream> extends Http2ConnectionHandler {
    /** What a stream hears from its connection. */
    interface PeerStream {
        /** Bytes that arrived; {@code end} closes the peer's half. */
        void data(ByteBuf data, boolean end);

        /** The peer reset the stream. */
        void reset(long errorCode);

        /** One side has ended: ours when its last bytes are out. */
        default void halfClosed() {}

        /** The stream left the connection, whatever the reason. */
        void closed();
    }

    /** For builders: the proxy's own grace period ends what lasts too long. */
    static final long AS_LONG_AS_STREAMS_LAST = -1;

    /** How long a peer may take to hear that what it has said was wrong. */
    static final int FAREWELL_SECONDS = 5;

    private final int connectionIncrement;
    private final Http2Connection.PropertyKey key;
    private final @Nullable Http2KeepAlive keepAlive; // null: no pings
    private @Nullable ChannelHandlerContext context;
    private @Nullable Flusher flusher;
    private boolean gone;
    private boolean retiring;

    Http2Handler(
            Http2ConnectionDecoder decoder,
            Http2ConnectionEncoder encoder,
            Http2Settings settings,
            Http2Windows windows,
            Optional<KeepAlive> keepAlive) {
        super(decoder, encoder, settings);
        this.keepAlive = keepAlive.map(pings -> new Http2KeepAlive(pings, this)).orElse(null);
        connectionIncrement = windows.connectionIncrement();
        key = connection().newKey();
        connection().addListener(new Http2ConnectionAdapter() {
            @Override
            public void onStreamClosed(Http2Stream stream) {
                S known = stream.getProperty(key);
                if (known != null) {
                    known.closed();
                }
            }

            @Override
            public void onStreamHalfClosed(Http2Stream stream) {
                S known = stream.getProperty(key);
                if (known != null) {
                    known.halfClosed();
                }
            }
        });
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
        context = ctx;
        flusher = new Flusher(ctx.executor(), () -> flush(ctx)); // our own: it also sends what flow control held
        super.handlerAdded(ctx);
        connection().local().flowController().incrementWindowSize(connection().connectionStream(), connectionIncrement);
        ctx.flush();
        if (keepAlive != null) {
            keepAlive.start();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (keepAlive != null) {
            keepAlive.heard();
        }
        super.channelRead(ctx, message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event instanceof ChannelInputShutdownEvent) {
            gone(ctx); // an HTTP/2 peer that cannot send can do nothing more
        } else {
            super.userEventTriggered(ctx, event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
        if (cause instanceof IOException) {
            gone(ctx);
        } else {
            super.exceptionCaught(ctx, cause);
        }
    }

    /** The farewell may be one that the peer does not read. */
    @Override
    protected void onConnectionError(
            ChannelHandlerContext ctx, boolean outbound, Throwable cause, @Nullable Http2Exception embedded) {
        super.onConnectionError(ctx, outbound, cause, embedded);
        Future<?> deadline = ctx.executor().schedule(() -> gone(ctx), FAREWELL_SECONDS, TimeUnit.SECONDS);
        ctx.channel().closeFuture().addListener(closed -> deadline.cancel(false));
    }

    /** Ends every stream at once. The channel's own close would wait for them, and their peer is no more. */
    private void gone(ChannelHandlerContext ctx) {
        gone = true;
        ctx.close();
    }

    /** The peer is taken for dead. */
    final void giveUp() {
        gone(ctx());
    }

    /** Whether the peer has left, though the channel may not have closed yet. */
    final boolean isGone() {
        return gone;
    }

    final ChannelHandlerContext ctx() {
        if (context == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        return context;
    }

    final void flushSoon() {
        if (flusher != null) {
            flusher.flushSoon();
        }
    }

    final void attach(Http2Stream stream, S ours) {
        stream.setProperty(key, ours);
    }

    final @Nullable S streamOf(int id) {
        Http2Stream stream = connection().stream(id);
        return stream == null ? null : stream.getProperty(key);
    }

    final int received(int id, ByteBuf data, int padding, boolean end) {
        S stream = streamOf(id);
        if (stream == null) {
            return data.readableBytes() + padding;
        }
        stream.data(data.retain(), end);
        return padding; // the rest is credited when it has been written on the other side
    }

    final void writeHead(int id, Http2Headers head, boolean end) {
        encoder().writeHeaders(ctx(), id, head, 0, end, ctx().newPromise());
        flushSoon();
    }

    final void writeData(int id, ByteBuf data, boolean end, IntConsumer written) {
        int bytes = data.readableBytes();
        ChannelPromise promise = ctx().newPromise();
        if (bytes > 0) {
            promise.addListener(done -> written.accept(bytes));
        }
        encoder().writeData(ctx(), id, data, 0, end, promise);
        flushSoon();
    }

    final void writePing(long data) {
        encoder().writePing(ctx(), false, data, ctx().newPromise());
        flushSoon();
    }

    final void writeReset(int id, long errorCode) {
        resetStream(ctx(), id, errorCode, ctx().newPromise());
        flushSoon();
    }

    /** Resets a stream whose peer may not read: what waits for him is let go of now, not when he has heard of it. */
    final void abandon(int id, long errorCode) {
        writeReset(id, errorCode);
        Http2Stream stream = connection().stream(id);
        if (stream != null && !ctx().channel().isWritable()) {
            stream.close();
        }
    }

    final void consume(Http2Stream stream, int bytes) {
        try {
            if (connection().local().flowController().consumeBytes(stream, bytes)) {
                flushSoon();
            }
        } catch (Http2Exception broken) {
            onError(ctx(), true, broken);
        }
    }

    /** Finishes the streams there are, then closes; says so unless it has been said. */
    final void retireGracefully() {
        if (retiring) {
            return;
        }
        retiring = true;
        try {
            close(ctx(), ctx().newPromise());
        } catch (Exception failed) {
            ctx().close();
        }
    }
}
