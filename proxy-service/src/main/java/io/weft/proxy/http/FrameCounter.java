package io.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2Settings;

/** Hears the frames of one HTTP/2 peer, and counts those that are {@linkplain IdleFrames idle}. Event loop only. */
abstract class FrameCounter extends Http2EventAdapter {
    final IdleFrames idleFrames = new IdleFrames();

    @Override
    public void onPingRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
        idleFrames.count(ctx);
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) throws Http2Exception {
        idleFrames.count(ctx);
    }

    @Override
    public final void onPriorityRead(ChannelHandlerContext ctx, int id, int dependency, short weight, boolean exclusive)
            throws Http2Exception {
        idleFrames.count(ctx);
    }

    @Override
    public final void onUnknownFrame(ChannelHandlerContext ctx, byte type, int id, Http2Flags flags, ByteBuf payload)
            throws Http2Exception {
        idleFrames.count(ctx);
    }
}
