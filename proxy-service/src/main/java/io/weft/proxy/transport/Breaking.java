package io.weft.proxy.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;

/** Ends of a connection at once and past its TLS, which therefore says no goodbye. Event loop only. */
public final class Breaking {
    private Breaking() {}

    /** The peer learns that the connection broke: it is reset. What the kernel has not sent is lost. */
    public static void off(Channel channel) {
        if (channel.isActive()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        quietly(channel);
    }

    /** In the usual way if that is done at once: while a peer does not read TLS's goodbye, what it says would be relayed. */
    public static void now(Channel channel) {
        channel.close();
        if (channel.isOpen()) {
            off(channel);
        }
    }

    /** For a connection on which everything has been said. */
    static void quietly(Channel channel) {
        ChannelHandlerContext first = channel.pipeline().firstContext();
        if (first != null && channel.isOpen()) {
            first.close();
        }
    }
}
