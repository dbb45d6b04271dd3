package io.weft.proxy.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelOutputShutdownEvent;
import java.io.IOException;

/**
 * What a peer has said before it hung up on us, heard though we were still speaking. A server may refuse a large request at once
 * and close; the kernel answers the rest of the request with a reset, and at the first write that fails Netty would close the
 * connection with the answer unread. Here it is read to its end.
 *
 * <p>That end is no good one: the failed write has taken the error, so that the kernel tells of an end where the peer broke
 * off. Whoever reads hears of a connection that was reset.
 *
 * <p>Event loop only.
 */
public final class LastWords extends ChannelInboundHandlerAdapter {
    private static final String NAME = "last-words";

    private boolean reset;

    private LastWords() {}

    /** From now on, for the handlers that are appended behind. Our own output never ends by itself. */
    public static void hear(Channel channel) {
        channel.config().setAutoClose(false);
        Pipelines.append(channel.pipeline(), NAME, new LastWords());
    }

    /** No longer: whoever stands behind from now on minds failed writes himself. */
    public static void ignore(Channel channel) {
        channel.config().setAutoClose(true);
        channel.pipeline().remove(NAME);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelOutputShutdownEvent) {
            reset = true;
            ReadsAfterOutput.begin(ctx.channel());
        }
        if (reset && event instanceof ChannelInputShutdownEvent) {
            ctx.fireExceptionCaught(new IOException("connection reset"));
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }
}
