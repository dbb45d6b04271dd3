package io.weft.proxy.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.epoll.EpollSocketChannel;

/**
 * Reads of a channel whose output has ended. When its peer ends too, the kernel reports a hang-up to whoever asks, for as long
 * as anything is unread, and it cannot be told not to: while reading is paused the loop would go round and round. So such a
 * channel is told of a change only once (edge-triggered), and asks afresh each time somebody wants to read.
 *
 * <p>Stands before every other handler. Event loop only.
 */
final class ReadsAfterOutput extends ChannelOutboundHandlerAdapter {
    private final EpollSocketChannel channel;

    private ReadsAfterOutput(EpollSocketChannel channel) {
        this.channel = channel;
    }

    /** Before the output of {@code channel} ends. */
    static void begin(Channel channel) {
        if (channel instanceof EpollSocketChannel socket && socket.pipeline().get(ReadsAfterOutput.class) == null) {
            socket.pipeline().addFirst(new ReadsAfterOutput(socket));
            EpollFlags.set(socket, EpollIoOps.EPOLLET);
        }
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        ctx.read();
        if (channel.isActive()) {
            EpollFlags.rearm(channel);
        }
    }
}
