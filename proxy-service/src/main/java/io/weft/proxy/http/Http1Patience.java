package io.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Gives up HTTP/1 clients that begin a request and do not go on ({@link Patience}), and those that begin a large head where there
 * is no {@link HeadRoom}. A connection between requests may wait as long as it likes. Stands before the codec. Event loop only.
 */
final class Http1Patience extends ChannelInboundHandlerAdapter implements Patience.Waiting {
    private final Http1ServerHandler requests;
    private final HeadRoom.Share room;
    private final Patience patience = new Patience(this);
    private boolean inHead;
    private int headBytes; // of one that is not whole

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
        int size = bytes instanceof ByteBuf data ? data.readableBytes() : 0;
        ctx.fireChannelRead(bytes);
        boolean came = requests.messages() != before;
        inHead = !came && !requests.keepsBytes() && (inHead || !requests.inBody());
        if (came) {
            patience.progress();
        }
        headBytes = inHead ? headBytes + size : 0;
        if (room.fits(headBytes)) {
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
        if (inHead) {
            return Patience.Unfinished.HEAD;
        }
        return requests.inBody() ? Patience.Unfinished.BODY : Patience.Unfinished.NOTHING;
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
