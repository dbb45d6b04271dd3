package io.weft.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.weft.proxy.http.Patience.Unfinished;
import java.util.Arrays;

/** However what a peer sends is cut into reads, and however much of it the codec takes at a time: where it ends is where it ends. */
class FrameWalkFuzzTest {
    private static final int FRAME_HEADER = 9;
    private static final int END_HEADERS = 4;

    /** The first byte says in how large pieces the rest arrives, the second how many bytes the codec leaves for later. */
    @FuzzTest
    void reachesWhatOneLookAtTheWholeFinds(byte[] said) {
        byte[] bytes = said.length < 2 ? new byte[0] : Arrays.copyOfRange(said, 2, said.length);
        int piece = said.length < 2 ? 1 : 1 + (said[0] & 0xff);
        int left = FRAME_HEADER - 1 + (said.length < 2 ? 0 : said[1] & 0xff);
        FrameWalk walk = new FrameWalk();
        ByteBuf in = Unpooled.buffer();
        for (int from = 0; from < bytes.length; from += piece) {
            in.writeBytes(bytes, from, Math.min(piece, bytes.length - from));
            walk.follow(in);
            int taken = Math.max(0, in.readableBytes() - left);
            in.skipBytes(taken);
            walk.taken(taken);

            assertThat(walk.headBytes()).isBetween(0, bytes.length);
        }

        assertThat(walk.unfinished()).isEqualTo(endOf(bytes));
        in.release();
    }

    private static Unfinished endOf(byte[] bytes) {
        boolean inBlock = false;
        int at = 0;
        while (bytes.length - at >= FRAME_HEADER) {
            int type = bytes[at + 3];
            boolean head = type == Http2FrameTypes.HEADERS || type == Http2FrameTypes.CONTINUATION;
            inBlock = head && (bytes[at + 4] & END_HEADERS) == 0;
            int next = at + FRAME_HEADER + Unpooled.wrappedBuffer(bytes).getUnsignedMedium(at);
            if (next > bytes.length) {
                return type == Http2FrameTypes.DATA ? Unfinished.BODY : Unfinished.HEAD;
            }
            at = next;
        }
        return inBlock || at < bytes.length ? Unfinished.HEAD : Unfinished.NOTHING;
    }
}
