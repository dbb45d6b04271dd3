package io.weft.proxy.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;

/**
 * The drain of one accepted connection. Who speaks HTTP or relays bytes takes note of {@link DrainEvent}; a connection that
 * has come to neither yet is closed if its client has said nothing, and otherwise drains as soon as it has.
 *
 * <p>Threading: {@link #begin} from any thread, the rest on the channel's event loop.
 */
public final class Draining {
    private static final AttributeKey<Boolean> BEGUN = AttributeKey.valueOf(Draining.class, "begun");
    private static final AttributeKey<Boolean> SPOKEN = AttributeKey.valueOf(Draining.class, "spoken");

    private Draining() {}

    /** Stands before every other handler until the client has said something. */
    static final class FirstWord extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ctx.channel().attr(SPOKEN).set(true);
            ctx.fireChannelRead(message);
            ctx.pipeline().remove(this);
        }
    }

    /** From now on this connection is on its way out. */
    public static void begin(Channel channel) {
        channel.attr(BEGUN).set(true);
        channel.pipeline().fireUserEventTriggered(DrainEvent.DRAIN);
    }

    /** What takes note of the event has just been installed; it hears of it once it has what its client already said. */
    public static void follow(Channel channel) {
        if (channel.hasAttr(BEGUN)) {
            channel.eventLoop().execute(() -> channel.pipeline().fireUserEventTriggered(DrainEvent.DRAIN));
        }
    }

    /** Nobody took note of the event. */
    static void unheard(Channel channel) {
        if (!channel.hasAttr(SPOKEN)) {
            channel.close();
        }
    }
}
