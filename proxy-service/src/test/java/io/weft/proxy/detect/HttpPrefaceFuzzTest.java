package io.weft.proxy.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whatever a stranger says first gets one verdict, and travels on as it came. */
class HttpPrefaceFuzzTest {
    @FuzzTest
    void firstBytesAreNamedOnceAndTravelOnUntouched(byte[] first) {
        List<Detection> verdicts = new ArrayList<>();
        ProtocolDetectHandler handler =
                new ProtocolDetectHandler(Duration.ofDays(1), (ctx, verdict, waited) -> verdicts.add(verdict));
        EmbeddedChannel channel = new EmbeddedChannel(handler);

        channel.writeInbound(Unpooled.copiedBuffer(first));
        ByteBuf passed = channel.readInbound();
        byte[] read = passed == null ? new byte[0] : ByteBufUtil.getBytes(passed);
        channel.finishAndReleaseAll();
        if (passed != null) {
            passed.release();
        }

        assertThat(read).isEqualTo(first);
        assertThat(verdicts).containsExactly(first.length == 0 ? Detection.BROKEN : expected(first));
    }

    private static Detection expected(byte[] first) {
        ByteBuf looked = Unpooled.wrappedBuffer(first);
        Detection verdict = HttpPreface.classify(looked);
        assertThat(looked.readableBytes()).isEqualTo(first.length);
        assertThat(verdict).isIn(Detection.HTTP1, Detection.HTTP2, Detection.NOT_HTTP);
        return verdict;
    }
}
