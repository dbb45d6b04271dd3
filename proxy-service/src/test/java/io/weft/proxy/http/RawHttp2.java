package io.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.ArrayList;
import java.util.List;

/** The other end of an HTTP/2 connection, frame by frame. */
final class RawHttp2 {
    private static final int HEADER_BYTES = 9;

    private final EmbeddedChannel channel;
    private final DefaultHttp2HeadersEncoder headers = new DefaultHttp2HeadersEncoder();

    RawHttp2(EmbeddedChannel channel) {
        this.channel = channel;
    }

    /** As a client. */
    RawHttp2 greet() {
        receive(Http2CodecUtil.connectionPrefaceBuf());
        return settings();
    }

    RawHttp2 settings() {
        return frame(Http2FrameTypes.SETTINGS, 0, 0, Unpooled.EMPTY_BUFFER);
    }

    /** No more than {@code streams} at once. */
    RawHttp2 allow(int streams) {
        ByteBuf setting = Unpooled.buffer()
                .writeShort(Http2CodecUtil.SETTINGS_MAX_CONCURRENT_STREAMS)
                .writeInt(streams);
        return frame(Http2FrameTypes.SETTINGS, 0, 0, setting);
    }

    RawHttp2 get(int stream) throws Http2Exception {
        Http2Headers head = new DefaultHttp2Headers()
                .method("GET")
                .scheme("http")
                .authority("web")
                .path("/");
        return headers(stream, head, true);
    }

    /** Whose body is to come. */
    RawHttp2 post(int stream) throws Http2Exception {
        Http2Headers head = new DefaultHttp2Headers()
                .method("POST")
                .scheme("http")
                .authority("web")
                .path("/");
        return headers(stream, head, false);
    }

    RawHttp2 data(int stream, int bytes) {
        return frame(Http2FrameTypes.DATA, 0, stream, Unpooled.wrappedBuffer(new byte[bytes]));
    }

    /** An answer whose body is to come. */
    RawHttp2 answering(int stream) throws Http2Exception {
        return headers(stream, new DefaultHttp2Headers().status("200"), false);
    }

    RawHttp2 ok(int stream) throws Http2Exception {
        return headers(stream, new DefaultHttp2Headers().status("200"), true);
    }

    /** An answer of that status, and nothing behind it. */
    RawHttp2 answer(int stream, String status) throws Http2Exception {
        return headers(stream, new DefaultHttp2Headers().status(status), true);
    }

    private RawHttp2 headers(int stream, Http2Headers head, boolean end) throws Http2Exception {
        ByteBuf block = Unpooled.buffer();
        headers.encodeHeaders(stream, head, block);
        Http2Flags flags = new Http2Flags().endOfHeaders(true).endOfStream(end);
        return frame(Http2FrameTypes.HEADERS, flags.value(), stream, block);
    }

    RawHttp2 goAway(int lastStream) {
        return goAway(lastStream, 0);
    }

    RawHttp2 goAway(int lastStream, long errorCode) {
        return frame(
                Http2FrameTypes.GO_AWAY,
                0,
                0,
                Unpooled.buffer().writeInt(lastStream).writeInt((int) errorCode));
    }

    RawHttp2 reset(int stream, long errorCode) {
        return frame(Http2FrameTypes.RST_STREAM, 0, stream, Unpooled.buffer().writeInt((int) errorCode));
    }

    RawHttp2 ping(long data) {
        return frame(Http2FrameTypes.PING, 0, 0, Unpooled.buffer().writeLong(data));
    }

    RawHttp2 interim(int stream) {
        try {
            return headers(stream, new DefaultHttp2Headers().status("103"), false);
        } catch (Http2Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    RawHttp2 acknowledge(long ping) {
        Http2Flags flags = new Http2Flags().ack(true);
        return frame(Http2FrameTypes.PING, flags.value(), 0, Unpooled.buffer().writeLong(ping));
    }

    RawHttp2 frame(int type, int flags, int stream, ByteBuf payload) {
        receive(Unpooled.buffer()
                .writeMedium(payload.readableBytes())
                .writeByte(type)
                .writeByte(flags)
                .writeInt(stream)
                .writeBytes(payload));
        return this;
    }

    /** As they are, whether they are whole frames or not. */
    void receive(ByteBuf bytes) {
        channel.writeInbound(bytes);
        channel.runPendingTasks();
    }

    /** One frame of ours. {@code number}: error code, last stream, or the ping's data. */
    record Sent(String what, int stream, long number, int bytes) {}

    /** What has been sent to this end since it was asked last; acknowledgements, settings and windows are left out. */
    List<Sent> sent() {
        channel.runPendingTasks();
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
            all.writeBytes(next);
            next.release();
        }
        if (ByteBufUtil.equals(Http2CodecUtil.connectionPrefaceBuf(), 0, all, 0, Math.min(24, all.readableBytes()))
                && all.readableBytes() >= 24) {
            all.skipBytes(24);
        }
        List<Sent> sent = new ArrayList<>();
        while (all.readableBytes() >= HEADER_BYTES) {
            int length = all.readUnsignedMedium();
            int type = all.readUnsignedByte();
            boolean ack = (all.readUnsignedByte() & 1) != 0;
            int stream = all.readInt();
            read(type, ack, stream, all.readSlice(length), sent);
        }
        return sent;
    }

    private static void read(int type, boolean flag, int stream, ByteBuf payload, List<Sent> to) {
        int bytes = payload.readableBytes();
        switch (type) {
            case Http2FrameTypes.HEADERS -> to.add(new Sent("HEADERS", stream, 0, 0));
            case Http2FrameTypes.DATA -> to.add(new Sent("DATA", stream, 0, bytes));
            case Http2FrameTypes.RST_STREAM -> to.add(new Sent("RST_STREAM", stream, payload.readInt(), 0));
            case Http2FrameTypes.GO_AWAY -> to.add(new Sent("GOAWAY", 0, payload.readInt(), 0));
            case Http2FrameTypes.PING -> {
                if (!flag) {
                    to.add(new Sent("PING", 0, payload.readLong(), 0));
                }
            }
            default -> {}
        }
    }
}
