package io.weft.proxy.tls;

import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayList;
import java.util.List;

/** What detection told, in order. */
final class RecordedDetection implements TlsDetectHandler.Next {
    final List<Object> told = new ArrayList<>();

    @Override
    public void detected(ChannelHandlerContext ctx, TlsStatus status) {
        told.add(status);
    }

    @Override
    public void failed(ChannelHandlerContext ctx, Throwable cause) {
        told.add(cause);
    }
}
