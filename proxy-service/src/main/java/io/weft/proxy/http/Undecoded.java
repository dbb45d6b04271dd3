package io.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What an HTTP/1 client says behind a request to leave HTTP, kept as it is until the answer tells what it means; or behind so
 * many requests that are not answered that more of them would only take memory.
 *
 * <p>Threading: the connection's event loop. Ownership: what is held is passed on or released.
 */
final class Undecoded {
    private final ChannelHandlerContext requests;
    private final Deque<ByteBuf> held = new ArrayDeque<>(0);

    /** {@code requests}: of the handler behind the decoder. */
    Undecoded(ChannelHandlerContext requests) {
        this.requests = requests;
    }

    /** From now on the handler behind {@code decoder} gets bytes, those first which that has not looked at. */
    void begin(Http1RequestDecoder decoder) {
        requests.pipeline().remove(decoder);
    }

    /** Takes ownership. */
    void add(ByteBuf bytes) {
        held.add(bytes);
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    /** They are requests after all, for a {@code decoder} that is new. */
    void decode(Http1RequestDecoder decoder) throws Exception {
        ChannelPipeline pipeline = requests.pipeline();
        ChannelHandlerContext first = pipeline.context(Http1Patience.class);
        pipeline.addAfter(first.name(), null, decoder);
        List<ByteBuf> all = List.copyOf(held);
        held.clear();
        for (ByteBuf bytes : all) {
            ((Http1Patience) first.handler()).channelRead(first, bytes);
        }
    }

    /** They are for whoever stands behind, and HTTP is over on this connection. */
    void pass() {
        for (ByteBuf bytes = held.poll(); bytes != null; bytes = held.poll()) {
            requests.fireChannelRead(bytes);
        }
    }

    void release() {
        held.forEach(ReferenceCountUtil::release);
        held.clear();
    }
}
