package io.weft.proxy.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslHandler;
import io.netty.internal.tcnative.SSL;
import io.netty.util.concurrent.Future;

/** Ends the sending half of a connection and leaves the other open. */
public final class OutputEnd {
    private OutputEnd() {}

    /**
     * What was written goes out first; then TLS says goodbye, then TCP. Event loop only.
     *
     * @return told when the last byte is with the kernel; when it fails, no end was made to look like one
     */
    public static Future<Void> of(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls != null) {
            channel.flush(); // encrypts all there is, so that the goodbye stands behind it
            sayGoodbye(tls);
        }
        return channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> {
            if (sent.isSuccess()) {
                shutdown(channel);
            }
        });
    }

    /**
     * Makes the close_notify, which leaves with the next write. Not by closing the engine's outbound side: an engine closed
     * that way keeps the last records it receives to itself, and its promise is done before what it wrote is out.
     */
    private static void sayGoodbye(SslHandler tls) {
        if (tls.engine() instanceof ReferenceCountedOpenSslEngine engine && engine.sslPointer() != 0) {
            SSL.shutdownSSL(engine.sslPointer());
        }
    }

    private static void shutdown(Channel channel) {
        if (channel instanceof DuplexChannel duplex && channel.isActive()) {
            ReadsAfterOutput.begin(channel);
            duplex.shutdownOutput();
        }
    }
}
