package io.weft.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.weft.proxy.http.Patience.Unfinished;

/**
 * Where in its frames what an HTTP/2 peer has sent ends. Looks at the nine bytes before each frame and at nothing else; what is
 * wrong with them the codec says. Not thread-safe.
 *
 * @see "RFC 9113, 4.1 and 4.3"
 */
final class FrameWalk {
    private static final int TYPE = 3;
    private static final int FLAGS = 4;
    private static final int END_HEADERS = 4;

    private int walked; // bytes of what the codec has not taken yet
    private int missing; // bytes of the frame under way
    private boolean data; // it is DATA
    private boolean inBlock; // HEADERS have come, and not the end of their block
    private boolean between = true; // nothing of the next frame has come
    private int headBytes;

    /**
     * Walks on through what is new.
     *
     * @param in what the codec has not taken yet
     * @return whether anything has been finished: a frame, or the block it is part of
     */
    boolean follow(ByteBuf in) {
        boolean finished = false;
        int at = in.readerIndex() + walked;
        int end = in.writerIndex();
        while (at < end && (missing > 0 || end - at >= Http2CodecUtil.FRAME_HEADER_LENGTH)) {
            int step = missing > 0 ? go(end - at) : begin(in, at);
            at += step;
            if (missing == 0 && !inBlock) {
                finished = true;
                headBytes = 0;
            } else if (!data) {
                headBytes += step;
            }
        }
        walked = at - in.readerIndex();
        between = at == end;
        return finished;
    }

    private int begin(ByteBuf in, int at) {
        missing = in.getUnsignedMedium(at);
        int type = in.getByte(at + TYPE);
        data = type == Http2FrameTypes.DATA;
        inBlock = (type == Http2FrameTypes.HEADERS || type == Http2FrameTypes.CONTINUATION)
                && (in.getByte(at + FLAGS) & END_HEADERS) == 0;
        return Http2CodecUtil.FRAME_HEADER_LENGTH;
    }

    private int go(int most) {
        int step = Math.min(missing, most);
        missing -= step;
        return step;
    }

    /** The codec has taken so many bytes. */
    void taken(int bytes) {
        walked -= bytes;
    }

    /** Of the block or the frame under way, if it is not DATA: what has come of it, in bytes. */
    int headBytes() {
        return headBytes;
    }

    Unfinished unfinished() {
        if (missing > 0 && data) {
            return Unfinished.BODY;
        }
        return missing > 0 || inBlock || !between ? Unfinished.HEAD : Unfinished.NOTHING;
    }
}
