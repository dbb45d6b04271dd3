package io.weft.proxy.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Gives up HTTP/1 clients that begin a request and do not go on ({@link Patience}), and those that begin a large head where there
 * is no {@link HeadRoom}. A connection between requests may wait as long as it likes. Stands before the decoder. Event loop only.
 */
final class Http1Patience extends ChannelInboundHandlerAdapter implements Patience.Waiting {
    private final Http1ServerHandler requests;
    private final HeadRoom.Share room;
    private final Patience patience = new Patience(this);

    Http1Patience(Http1ServerHandler requests, HeadRoom.Share room) {
        this.requests = requests;
        this.room = room;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) {
        if (requests.ctx().isRemoved()) {
            ctx.fireChannelRead(bytes); // what is spoken now is no HTTP/1
            return;
        }
        int before = requests.messages();
        ctx.fireChannelRead(bytes);
        if (requests.messages() != before) {
            patience.progress();
        }
        if (room.fits(requests.unfinished())) {
            patience.heard(ctx);
        } else {
            requests.tooMuch();
        }
    }

    @Override
    public Patience.Unfinished unfinished() {
        if (requests.ctx().isRemoved()) {
            return Patience.Unfinished.NOTHING;
        }
        int bytes = requests.unfinished();
        if (requests.inBody()) {
            return bytes > HeadRoom.FREE
                    ? Patience.Unfinished.HEAD
                    : Patience.Unfinished.BODY; // trailers are like heads
        }
        return bytes > 0 ? Patience.Unfinished.HEAD : Patience.Unfinished.NOTHING;
    }

    @Override
    public void tooSlow(ChannelHandlerContext ctx) {
        requests.tooSlow();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        room.giveBack();
        patience.stop();
    }
}
