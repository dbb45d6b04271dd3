package io.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DecoratingHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2LifecycleManager;
import io.weft.proxy.errors.ProxyFault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives up HTTP/2 clients that begin a frame or a header block and do not go on ({@link Patience}), and those that begin a large
 * head where there is no {@link HeadRoom}. Nothing else can be said on a connection before a block ends (RFC 9113 §4.3), and
 * the codec tells nobody that it waits for one. A connection between frames may wait as long as it likes.
 *
 * <p>Threading: event loop only.
 */
final class Http2Patience extends DecoratingHttp2ConnectionDecoder implements Patience.Waiting {
    private final HeadRoom.Share room;
    private final RequestHandler requests;
    private final FrameWalk walk = new FrameWalk();
    private final Patience patience = new Patience(this);
    private boolean givenUp;
    private @Nullable Http2LifecycleManager connection; // null until it is in its pipeline

    /**
     * Around a codec.
     *
     * @param requests told of what is refused
     */
    Http2Patience(Http2ConnectionDecoder codec, HeadRoom.Share room, RequestHandler requests) {
        super(codec);
        this.room = room;
        this.requests = requests;
    }

    @Override
    public void lifecycleManager(Http2LifecycleManager manager) {
        connection = manager;
        super.lifecycleManager(manager);
    }

    @Override
    public void decodeFrame(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Http2Exception {
        if (givenUp) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (walk.follow(in)) {
            patience.progress();
        }
        makeRoom(walk.headBytes());
        patience.heard(ctx);
        int before = in.readableBytes();
        try {
            super.decodeFrame(ctx, in, out);
        } finally { // what is wrong with one stream ends nothing else
            walk.taken(before - in.readableBytes());
        }
    }

    private void makeRoom(int headBytes) throws Http2Exception {
        if (headBytes == 0) {
            room.giveBack();
        } else if (!room.fits(headBytes)) {
            throw giveUp(ProxyFault.OVERLOADED, "no room for so large a head");
        }
    }

    @Override
    public Patience.Unfinished unfinished() {
        return walk.unfinished();
    }

    @Override
    public void tooSlow(ChannelHandlerContext ctx) {
        boolean head = unfinished() == Patience.Unfinished.HEAD;
        Http2Exception why = giveUp(head ? ProxyFault.BAD_REQUEST : null, "not finished in time");
        if (connection != null) {
            connection.onError(ctx, false, why);
        }
    }

    /** What the connection is to end with. */
    private Http2Exception giveUp(@Nullable ProxyFault refused, String why) {
        givenUp = true;
        if (refused != null) {
            requests.refused(refused);
        }
        return Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, "%s", why);
    }

    @Override
    public void close() {
        room.giveBack();
        patience.stop();
        super.close();
    }
}
