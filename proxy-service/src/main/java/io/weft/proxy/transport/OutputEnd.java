package io.weft.proxy.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;

/** Ends the sending half of a connection and leaves the other open. */
public final class OutputEnd {
    private OutputEnd() {}

    /** What was written goes out first; then TLS says goodbye, then TCP. Event loop only. */
    public static Future<Void> of(Channel channel) {
        SslHandler ssl = channel.pipeline().get(SslHandler.class);
        if (ssl == null) {
            return channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> shutdown(channel));
        }
        channel.flush(); // encrypts all there is, so that nothing is left for a closed engine to refuse
        return ssl.closeOutbound().addListener(sent -> shutdown(channel));
    }

    private static void shutdown(Channel channel) {
        if (channel instanceof DuplexChannel duplex && channel.isActive()) {
            duplex.shutdownOutput();
        }
    }
}
