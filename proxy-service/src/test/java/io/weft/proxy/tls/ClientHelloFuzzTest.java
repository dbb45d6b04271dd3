package io.weft.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.weft.testkit.pki.TestAuthority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whatever a stranger says where TLS may be is told once, and travels on as it came or ends the connection. */
class ClientHelloFuzzTest {
    private static final Duration LONG = Duration.ofDays(1);
    private static final String OURS = "web.shop.serviceaccount.identity.linkerd.cluster.local";
    private static final MeshTls UNCERTIFIED =
            new MeshTls(TestAuthority.create().anchors(), Duration.ofSeconds(10));

    /** The first byte says in how large pieces the rest arrives; 0: all of it at once. */
    @FuzzTest
    void inboundBytesAreToldOnceAndTravelOnOrEndTheConnection(byte[] said) {
        RecordedDetection detection = new RecordedDetection();
        check(said, new TlsDetectHandler(UNCERTIFIED, OURS, false, LONG, detection), detection.told);
    }

    @FuzzTest
    void outboundBytesAreToldOnceAndTravelOnOrEndTheConnection(byte[] said) {
        List<Object> told = new ArrayList<>();
        check(said, new ClientHelloHandler(LONG, told::add), told);
    }

    private static void check(byte[] said, ChannelHandler detection, List<Object> told) {
        EmbeddedChannel channel = new EmbeddedChannel(detection);
        byte[] bytes = said.length == 0 ? said : java.util.Arrays.copyOfRange(said, 1, said.length);
        int piece = said.length == 0 || said[0] == 0 ? Math.max(1, bytes.length) : said[0] & 0xff;
        for (int from = 0; from < bytes.length && channel.isActive(); from += piece) {
            channel.writeInbound(Unpooled.copiedBuffer(bytes, from, Math.min(piece, bytes.length - from)));
        }
        boolean open = channel.isActive();
        byte[] passed = passed(channel);
        boolean decided = !told.isEmpty();
        channel.finishAndReleaseAll();

        assertThat(told.size()).isLessThanOrEqualTo(1);
        assertThat(open || decided).isTrue();
        if (open) {
            assertThat(passed).isEqualTo(decided ? bytes : new byte[0]);
        }
    }

    private static byte[] passed(EmbeddedChannel channel) {
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf next = channel.readInbound(); next != null; next = channel.readInbound()) {
            all.writeBytes(next);
            next.release();
        }
        return ByteBufUtil.getBytes(all);
    }
}
