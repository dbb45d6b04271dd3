package io.weft.proxy.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keeps what arrives while nobody can take it yet: a peer that hangs up is read even where reading is off. Removed, it
 * replays everything to the handlers installed behind it meanwhile.
 *
 * <p>Ownership: what is held when the channel closes is released.
 */
public final class Hold extends ChannelInboundHandlerAdapter {
    private static final String NAME = "hold";

    private final Deque<Object> held = new ArrayDeque<>(0);

    private Hold() {}

    /** Starts holding, or goes on holding; reading is off until {@link #release}. */
    public static void begin(Channel channel) {
        channel.config().setAutoRead(false);
        if (!holds(channel)) {
            Pipelines.append(channel.pipeline(), NAME, new Hold());
        }
    }

    /** Whether somebody holds this channel. */
    public static boolean holds(Channel channel) {
        return channel.pipeline().context(NAME) != null;
    }

    /** Replays what was held to the handlers behind. Reading stays as it is. */
    public static void release(Channel channel) {
        if (holds(channel)) {
            channel.pipeline().remove(NAME);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        held.add(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            held.add(event);
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        held.forEach(ReferenceCountUtil::release);
        held.clear();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        boolean data = false;
        for (Object next = held.poll(); next != null; next = held.poll()) {
            if (next instanceof ChannelInputShutdownEvent) {
                ctx.fireUserEventTriggered(next);
            } else {
                data = true;
                ctx.fireChannelRead(next);
            }
        }
        if (data) {
            ctx.fireChannelReadComplete();
        }
    }
}
