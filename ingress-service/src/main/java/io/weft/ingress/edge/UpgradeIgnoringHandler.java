package io.weft.ingress.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.Http2CodecUtil;

/**
 * Answers a request that offers to go on in HTTP/2 in HTTP/1.1, as a server may (RFC 9110 §7.8; RFC 9113 §3.1 gave the offer up).
 * Clients that make it lose what comes with the 101: {@code java.net.http} in one of fifty scrapes, curl 7.88 in every other. Who
 * begins with HTTP/2 is not meant.
 *
 * <p>Threading: the channel's event loop.
 */
final class UpgradeIgnoringHandler extends ChannelInboundHandlerAdapter {
    private static final String H2C = "h2c";

    /** Into the pipeline of a server of both protocols, behind what reads requests. */
    static void install(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addAfter(pipeline.context(HttpServerCodec.class).name(), null, new UpgradeIgnoringHandler());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request
                && request.headers().containsValue(HttpHeaderNames.UPGRADE, H2C, true)) {
            request.headers().remove(HttpHeaderNames.UPGRADE).remove(Http2CodecUtil.HTTP_UPGRADE_SETTINGS_HEADER);
        }
        ctx.fireChannelRead(message);
    }
}
